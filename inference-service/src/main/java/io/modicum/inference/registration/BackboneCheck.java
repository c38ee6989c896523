package io.modicum.inference.registration;

import io.modicum.contracts.event.BackboneChecked;
import io.modicum.contracts.event.BackboneRegistered;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.failure.Unavailable;
import io.modicum.contracts.manifest.Backbone;
import io.modicum.contracts.stage.Attempt;
import io.modicum.contracts.stage.StageRule;
import io.modicum.contracts.stage.StageRun;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.contracts.store.ScratchFolder;
import io.modicum.inference.onnx.OnnxEngine;
import io.modicum.inference.onnx.OnnxNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The stage {@code check-backbone}: a user's own network as a backbone like any other. */
public final class BackboneCheck {

  private final ObjectStore store;
  private final StageRule stages;
  private final ScratchFolder scratch;
  private final OnnxEngine engine;

  /**
   * @param folder where the network is while it is checked; made if need be
   */
  public BackboneCheck(ObjectStore store, StageRule stages, Path folder, OnnxEngine engine) {
    this.store = store;
    this.stages = stages;
    this.scratch = ScratchFolder.in(folder);
    this.engine = engine;
  }

  /**
   * Makes a registered network stand as a backbone, unless it does.
   *
   * @throws InvalidInput if it cannot be one; the message says what to change
   */
  public BackboneChecked check(BackboneRegistered event) {
    String manifest = ObjectKeys.backbone(event.backbone());
    stages.run(
        new StageRun("check-backbone", event.subject(), event.cycleOrNone()),
        manifest,
        Backbone.class,
        attempt -> check(event, attempt));
    return new BackboneChecked(event.backbone(), manifest);
  }

  private Backbone check(BackboneRegistered event, Attempt attempt) {
    attempt.madeFrom(event.network());
    try {
      Path source = scratch.newFile();
      Path form = scratch.newFile();
      try {
        store.download(event.network(), source);
        int dimensions = convert(source, event, form, engine);
        attempt.put(Backbone.ONNX, form);
        return new Backbone(dimensions, Backbone.ANY_SIZE, Backbone.ANY_SIZE, false);
      } finally {
        Files.deleteIfExists(source);
        Files.deleteIfExists(form);
      }
    } catch (IOException full) {
      throw new Unavailable("temporary folder", full);
    }
  }

  /** Writes a network in the standard form and returns its number of features per image. */
  static int convert(Path source, BackboneRegistered event, Path form, OnnxEngine engine)
      throws IOException {
    NetworkFile.write(StandardForm.of(NetworkFile.read(source), event), form);
    try (OnnxNetwork network = OnnxNetwork.load(form, engine)) {
      return TestBatch.dimensions(network);
    }
  }
}
