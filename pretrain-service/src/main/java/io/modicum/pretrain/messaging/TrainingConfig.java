package io.modicum.pretrain.messaging;

import io.modicum.pretrain.engine.TorchEngine;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Where and how wide training runs. */
@ConfigMapping(prefix = "modicum.training")
public interface TrainingConfig {

  /** Whether this process trains; one that only packs needs no device for it. */
  @WithDefault("true")
  boolean enabled();

  /** {@code auto} (a GPU if the engine sees one, else the CPU), {@code cpu} or {@code gpu}. */
  @WithDefault("auto")
  TorchEngine.Choice device();

  /** CPU threads of one operation; 0 for one per core. */
  @WithDefault("0")
  int threads();

  /**
   * How much of the device's memory images may take, e.g. {@code 2G}. If a training's images do not
   * fit, they stay on disk and a thread prepares each batch while the device works on the last.
   */
  @WithDefault("2G")
  MemorySize residentImages();

  /** How long a process that is to end may go on until its pretraining has written a snapshot. */
  @WithDefault("0s")
  Duration snapshotWait();
}
