package io.modicum.gateway.dataset;

import io.modicum.contracts.bucket.BucketAddress;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.event.DatasetReady;
import io.modicum.contracts.event.DatasetRegistered;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.messaging.Connections;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.gateway.access.VisibleCampaigns;
import io.modicum.gateway.http.Page;
import io.modicum.gateway.http.PageRequest;
import io.modicum.gateway.http.Upload;
import io.modicum.gateway.outbox.Outbox;
import io.modicum.gateway.retention.Deletion;
import io.modicum.gateway.retention.DeletionTable;
import io.modicum.gateway.retention.DeletionUnderWay;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The datasets that were registered, from their upload until campaigns may use them. */
@ApplicationScoped
public class Datasets {

  private static final int ADDRESS_DIGITS = 12;

  private final DatasetTable table;
  private final DeletionTable deletions;
  private final Outbox outbox;
  private final ObjectStore store;
  private final Connections connections;
  private final SecureRandom random = new SecureRandom();

  Datasets(
      DatasetTable table,
      DeletionTable deletions,
      Outbox outbox,
      ObjectStore store,
      Connections connections) {
    this.table = table;
    this.deletions = deletions;
    this.outbox = outbox;
    this.store = store;
    this.connections = connections;
  }

  /**
   * Stores an archive and lets it be packed. The same archive with the same settings is the same
   * dataset: if that is on its way or ready nothing is done, and if it failed it is tried again.
   *
   * @param format name of the archive's layout, or {@code auto}
   * @param imageSize pixels per side to resize to, 0 to keep the size that all images share
   * @param mostBroken share of the images that may be broken, in [0, 1]; changes no dataset, only
   *     whether it is packed
   * @throws InvalidInput if the archive is empty or the size is none
   * @throws DeletionUnderWay if what was made of the same archive before is just being removed
   */
  public RegisteredDataset register(
      String name,
      String format,
      int imageSize,
      double mostBroken,
      String fileName,
      InputStream archive) {
    DatasetRegistered.requireImageSize(imageSize);
    try (Upload upload = Upload.receive(archive)) {
      if (upload.bytes() == 0) {
        throw new InvalidInput("body", "is empty; send the archive's bytes");
      }
      String address =
          upload.addressWith(
              " format=" + FormatSpelling.stored(format) + " imageSize=" + imageSize);
      DatasetId id = new DatasetId(Slug.of(name) + "-" + address.substring(0, ADDRESS_DIGITS));
      if (deletions.isUnderWay(Deletion.Kind.DATASET, id.value())) {
        throw new DeletionUnderWay("dataset '" + id + "'");
      }
      String key = ObjectKeys.archive(id);
      if (find(id).isEmpty()) {
        store.ensureBucket();
        store.upload(key, upload.file(), "application/octet-stream");
      }
      RegisteredDataset dataset =
          RegisteredDataset.notPacked(id, name, format, imageSize, fileName);
      QuarkusTransaction.requiringNew().run(() -> announceUnlessUnderWay(dataset, key, mostBroken));
      return find(id).orElseThrow();
    }
  }

  /**
   * Lets the files below a prefix be packed that are there now; each time it is a dataset of its
   * own.
   *
   * @param format name of the layout of its files, or {@code auto}
   * @param imageSize pixels per side to resize to, 0 to keep the size that all images share
   * @param mostBroken share of the images that may be broken, in [0, 1]
   * @throws InvalidInput if the connection is not configured or the size is none
   */
  public RegisteredDataset register(
      String name, String format, int imageSize, double mostBroken, BucketAddress address) {
    DatasetRegistered.requireImageSize(imageSize);
    connections.bucket(address.connection());
    byte[] digits = new byte[ADDRESS_DIGITS / 2];
    random.nextBytes(digits);
    DatasetId id = new DatasetId(Slug.of(name) + "-" + HexFormat.of().formatHex(digits));
    store.ensureBucket();
    String key = ObjectKeys.source(id, BucketAddress.SOURCE);
    store.put(key, Json.bytes(address), "application/json");
    RegisteredDataset dataset =
        RegisteredDataset.notPacked(
            id, name, format, imageSize, address.connection() + "/" + address.prefix());
    QuarkusTransaction.requiringNew().run(() -> announceUnlessUnderWay(dataset, key, mostBroken));
    return find(id).orElseThrow();
  }

  private void announceUnlessUnderWay(RegisteredDataset dataset, String key, double mostBroken) {
    if (table.add(dataset)
        || table.move(dataset.id().value(), DatasetState.FAILED, DatasetState.REGISTERED)) {
      outbox.add(dataset.event(key, mostBroken));
    }
  }

  /** Takes note that a dataset was packed. */
  @Transactional
  public void ready(DatasetReady event) {
    Manifest<Dataset> packed = Manifest.read(store, event.manifest(), Dataset.class);
    if (!table.ready(event.dataset(), packed.content(), labelled(packed))) {
      throw new InvalidInput("dataset", "'" + event.dataset() + "' is not registered here");
    }
  }

  private int labelled(Manifest<Dataset> packed) {
    String key = packed.part(Dataset.LABELS).key();
    return (int)
        Arrays.stream(Npy.decode(key, store.get(key)).ints())
            .limit(packed.content().pool())
            .filter(label -> label >= 0)
            .count();
  }

  /** Takes note that packing gave up, and returns whether the subject is a dataset. */
  @Transactional
  public boolean failed(String subject) {
    return table.move(subject, DatasetState.REGISTERED, DatasetState.FAILED);
  }

  /** Takes note that packing begins anew, and returns whether the subject is a dataset. */
  @Transactional
  public boolean retried(String subject) {
    return table.move(subject, DatasetState.FAILED, DatasetState.REGISTERED);
  }

  /** Returns the datasets that one sees who sees these campaigns, newest first. */
  public Page<RegisteredDataset> all(VisibleCampaigns campaigns, PageRequest page) {
    return table.all(campaigns, page);
  }

  /** As {@link #find(DatasetId)}, for one who sees these campaigns. */
  public Optional<RegisteredDataset> find(DatasetId id, VisibleCampaigns campaigns) {
    return table.find(id, campaigns);
  }

  public Optional<RegisteredDataset> find(DatasetId id) {
    return table.find(id);
  }
}
