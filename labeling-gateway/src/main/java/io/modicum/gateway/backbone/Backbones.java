package io.modicum.gateway.backbone;

import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.event.BackboneChecked;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Backbone;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.gateway.dataset.Slug;
import io.modicum.gateway.http.Page;
import io.modicum.gateway.http.PageRequest;
import io.modicum.gateway.http.Upload;
import io.modicum.gateway.outbox.Outbox;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The networks that users registered, from their upload until campaigns may use them. */
@ApplicationScoped
public class Backbones {

  private static final int ADDRESS_DIGITS = 12;

  /** What one protobuf message, and so an ONNX file without others beside it, can hold. */
  private static final long MOST_BYTES = Integer.MAX_VALUE;

  private final BackboneTable table;
  private final Outbox outbox;
  private final ObjectStore store;

  Backbones(BackboneTable table, Outbox outbox, ObjectStore store) {
    this.table = table;
    this.outbox = outbox;
    this.store = store;
  }

  /**
   * Stores an ONNX file and lets it be checked. The same file with the same settings is the same
   * backbone: if that is on its way or ready nothing is done, and if it was refused it is checked
   * again.
   *
   * @param output name of the output with the features, empty where there is only one
   * @throws InvalidInput if the file is empty or larger than an ONNX file can be
   */
  public RegisteredBackbone register(
      String name, String output, Normalisation normalisation, InputStream network) {
    try (Upload upload = Upload.receive(network)) {
      if (upload.bytes() == 0 || upload.bytes() > MOST_BYTES) {
        throw new InvalidInput(
            "body",
            "is of " + upload.bytes() + " bytes; send one ONNX file, which can have up to 2 GB");
      }
      String settings = new String(Json.bytes(normalisation), StandardCharsets.UTF_8);
      String address = upload.addressWith(" output=" + output + " normalisation=" + settings);
      BackboneId id = new BackboneId(Slug.of(name) + "-" + address.substring(0, ADDRESS_DIGITS));
      if (find(id).isEmpty()) {
        store.ensureBucket();
        store.upload(ObjectKeys.network(id), upload.file(), "application/octet-stream");
      }
      RegisteredBackbone backbone =
          new RegisteredBackbone(id, name, output, normalisation, BackboneState.CHECKING, 0);
      QuarkusTransaction.requiringNew().run(() -> announceUnlessUnderWay(backbone));
      return find(id).orElseThrow();
    }
  }

  private void announceUnlessUnderWay(RegisteredBackbone backbone) {
    if (table.add(backbone)
        || table.move(backbone.id().value(), BackboneState.REFUSED, BackboneState.CHECKING)) {
      outbox.add(backbone.event());
    }
  }

  /** Takes note that a backbone passed its check. */
  @Transactional
  public void checked(BackboneChecked event) {
    Backbone backbone = Manifest.read(store, event.manifest(), Backbone.class).content();
    if (!table.ready(event.backbone(), backbone)) {
      throw new InvalidInput("backbone", "'" + event.backbone() + "' is not registered here");
    }
  }

  /** Takes note that a check failed, and returns whether the subject is a backbone. */
  @Transactional
  public boolean failed(String subject) {
    return table.move(subject, BackboneState.CHECKING, BackboneState.REFUSED);
  }

  /** Takes note that a check begins anew, and returns whether the subject is a backbone. */
  @Transactional
  public boolean retried(String subject) {
    return table.move(subject, BackboneState.REFUSED, BackboneState.CHECKING);
  }

  /** Returns registered backbones, newest first. */
  public Page<RegisteredBackbone> all(PageRequest page) {
    return table.all(page);
  }

  public Optional<RegisteredBackbone> find(BackboneId id) {
    return table.find(id);
  }
}
