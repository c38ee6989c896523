package io.modicum.contracts.campaign;

import java.util.List;

/** Settings that belong together, under a name; each field can be overridden. */
public enum Preset {
  /**
   * A small network that shows the effect on two CPU cores in minutes. So few steps want a rate
   * that would be too high for hundreds of epochs, and blocks that take part from the first one on.
   */
  SMALL(
      "small",
      new BackboneSettings(
          Stem.CIFAR_STRIDE_2, Block.BASIC, List.of(32, 64, 128), List.of(1, 1, 1)),
      new PretrainingSettings(20, 64, 0.8, 5e-4, 0.9, 256, 2, true, 0.2),
      new SupervisedSettings(300, 64, 0.2, 5e-4, 0.9)),

  /**
   * ResNet-18 on small images: Chen and He 2021, appendix D; from scratch He et al. 2016, section
   * 4.2, with a cosine schedule.
   */
  SIMSIAM_CIFAR(
      "simsiam-cifar",
      new BackboneSettings(
          Stem.CIFAR, Block.BASIC, List.of(64, 128, 256, 512), List.of(2, 2, 2, 2), true),
      new PretrainingSettings(800, 512, 0.03, 5e-4, 0.9, 2048, 2, false, 0.2),
      new SupervisedSettings(64_000, 128, 0.2, 1e-4, 0.9)),

  /**
   * ResNet-50 on large images: Chen and He 2021, section 4, with the predictor's rate fixed as in
   * the authors' code; from scratch He et al. 2016, section 3.4, with a cosine schedule.
   */
  SIMSIAM_IMAGENET(
      "simsiam-imagenet",
      new BackboneSettings(
          Stem.IMAGENET, Block.BOTTLENECK, List.of(64, 128, 256, 512), List.of(3, 4, 6, 3), true),
      new PretrainingSettings(100, 512, 0.05, 1e-4, 0.9, 2048, 3, true, 0.2),
      new SupervisedSettings(600_000, 256, 0.1, 1e-4, 0.9));

  private final String label;
  private final BackboneSettings backbone;
  private final PretrainingSettings pretraining;
  private final SupervisedSettings supervised;

  Preset(
      String label,
      BackboneSettings backbone,
      PretrainingSettings pretraining,
      SupervisedSettings supervised) {
    this.label = label;
    this.backbone = backbone;
    this.pretraining = pretraining;
    this.supervised = supervised;
  }

  @Override
  public String toString() {
    return label;
  }

  public BackboneSettings backbone() {
    return backbone;
  }

  /** Returns what is written of it, for a dataset that is large enough. */
  public PretrainingSettings pretraining() {
    return pretraining;
  }

  /** Returns what it means for a dataset of so many pool images, on which few must do. */
  public PretrainingSettings pretraining(int pool) {
    return pretraining.withBatchFor(pool).withEpochsFor(pool);
  }

  public SupervisedSettings supervised() {
    return supervised;
  }
}
