package io.modicum.pretrain.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.modicum.contracts.campaign.BackboneSettings;
import io.modicum.contracts.campaign.Block;
import io.modicum.contracts.campaign.PretrainingSettings;
import io.modicum.contracts.campaign.Stem;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.pretrain.engine.TorchEngine;
import io.modicum.pretrain.export.OnnxExport;
import io.modicum.pretrain.export.OnnxNetwork;
import io.modicum.pretrain.feed.ImageFeed;
import io.modicum.pretrain.feed.Images;
import io.modicum.pretrain.feed.SyntheticImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimSiamTest {

  private static final int KINDS = 4;
  private static final BackboneSettings ARCHITECTURE =
      new BackboneSettings(Stem.CIFAR_STRIDE_2, Block.BASIC, List.of(16, 32), List.of(1, 1));
  private static final PretrainingSettings SETTINGS =
      new PretrainingSettings(4, 32, 0.2, 5e-4, 0.9, 64, 2, true, 0.4);

  private final TorchEngine engine = new TorchEngine(TorchEngine.Choice.CPU, 2);
  private final Images images = SyntheticImages.striped(512, KINDS, 16);
  private final ImageFeed feed = ImageFeed.of(engine, images, Long.MAX_VALUE);

  @AfterEach
  void freeTheImages() {
    feed.close();
  }

  @Test
  void learnsFeaturesThatBringImagesOfAKindTogetherAndDoesNotCollapse() {
    try (SimSiam simSiam = newSimSiam(3)) {
      List<SelfSupervised.Measurement> epochs = new ArrayList<>();
      for (int epoch = 0; epoch < SETTINGS.epochs(); epoch++) {
        epochs.add(simSiam.train(epoch, (done, rate, metrics) -> {}));
      }

      assertThat(epochs.get(3).loss()).isLessThan(epochs.get(0).loss() - 0.1);
      assertThat(epochs.get(3).outputDeviation()).isGreaterThan(0.3);
      assertThat(nearestNeighbourAgreement(features(simSiam))).isGreaterThan(2.0 / KINDS);
    }
  }

  @Test
  void resumesFromAStateAsIfItHadNeverStopped() {
    byte[] undisturbed;
    byte[] afterFirst;
    try (SimSiam simSiam = newSimSiam(7)) {
      simSiam.train(0, (done, rate, metrics) -> {});
      afterFirst = simSiam.state();
      simSiam.train(1, (done, rate, metrics) -> {});
      undisturbed = simSiam.state();
    }
    try (SimSiam resumed = newSimSiam(7)) {
      resumed.restore("state", afterFirst);
      resumed.train(1, (done, rate, metrics) -> {});

      assertThat(resumed.state()).isEqualTo(undisturbed).isNotEqualTo(afterFirst);
    }
  }

  @Test
  void reportsProgressUpToItsEnd() {
    PretrainingSettings one = new PretrainingSettings(1, 32, 0.1, 5e-4, 0.9, 64, 3, false, 0.4);
    List<Double> done = new ArrayList<>();
    try (SimSiam simSiam = new SimSiam(engine, feed, ARCHITECTURE, one, 1)) {
      simSiam.train(
          0,
          (share, rate, metrics) -> {
            done.add(share);
            assertThat(rate).isPositive();
            assertThat(metrics).containsKeys("loss", "outputDeviation", "epoch");
          });
    }
    assertThat(done).isSorted().last().isEqualTo(1.0);
  }

  @Test
  void refusesToGoOnWhenTheLossIsNoNumber() {
    PretrainingSettings diverging =
        new PretrainingSettings(60, 512, 10, 0.99, 0.9, 64, 2, true, 0.4);
    try (SimSiam simSiam = new SimSiam(engine, feed, ARCHITECTURE, diverging, 1)) {
      assertThatExceptionOfType(InvalidInput.class)
          .isThrownBy(
              () -> {
                for (int epoch = 0; epoch < diverging.epochs(); epoch++) {
                  simSiam.train(epoch, (done, rate, metrics) -> {});
                }
              })
          .withMessageStartingWith("pretraining.learningRate");
    }
  }

  @Test
  void thePredictorsBiasStartsAsPyTorchsDoes() {
    try (SimSiam simSiam = newSimSiam(3)) {
      float[] bias =
          simSiam.parameters().stream()
              .filter(parameter -> parameter.name().equals("predictor1.bias"))
              .findFirst()
              .orElseThrow()
              .values();

      float bound = (float) (1 / Math.sqrt(SETTINGS.projectorWidth() / 4));
      assertThat(bias)
          .hasSize(SETTINGS.projectorWidth())
          .doesNotHaveDuplicates()
          .satisfies(all -> assertThat(largest(all)).isBetween(0.9f * bound, bound));
    }
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private SimSiam newSimSiam(long seed) {
    return new SimSiam(engine, feed, ARCHITECTURE, SETTINGS, seed);
  }

  private float[][] features(SimSiam simSiam) {
    byte[] onnx =
        OnnxExport.bytes(
            simSiam.backbone(),
            Optional.empty(),
            images.format().height(),
            images.format().width(),
            images.format().mean(),
            images.format().standardDeviation());
    try (OnnxNetwork network = new OnnxNetwork(onnx)) {
      return network.run("features", images);
    }
  }

  /** Returns the share of images whose nearest neighbour by cosine is of the same kind. */
  private static double nearestNeighbourAgreement(float[][] features) {
    int agreeing = 0;
    for (int i = 0; i < features.length; i++) {
      int nearest = -1;
      double best = -2;
      for (int j = 0; j < features.length; j++) {
        double similarity = cosine(features[i], features[j]);
        if (j != i && similarity > best) {
          best = similarity;
          nearest = j;
        }
      }
      agreeing += nearest % KINDS == i % KINDS ? 1 : 0;
    }
    return (double) agreeing / features.length;
  }

  private static double cosine(float[] a, float[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += a[i] * b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
    }
    return ab / Math.sqrt(aa * bb);
  }
}
