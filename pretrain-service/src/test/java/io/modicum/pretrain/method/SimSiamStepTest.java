package io.modicum.pretrain.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.modicum.contracts.campaign.BackboneSettings;
import io.modicum.contracts.campaign.Block;
import io.modicum.contracts.campaign.PretrainingSettings;
import io.modicum.contracts.campaign.Stem;
import io.modicum.pretrain.engine.TorchEngine;
import io.modicum.pretrain.feed.ImageFeed;
import io.modicum.pretrain.feed.Images;
import io.modicum.pretrain.feed.SyntheticImages;
import io.modicum.pretrain.network.Parameter;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One step from the weights and views of {@code simsiam_step.py}, which made them in PyTorch. */
class SimSiamStepTest {

  private static final String REFERENCE = "/reference/simsiam-step.npz";
  private static final int BATCH = 12;
  private static final int SIDE = 12;
  private static final float TOLERANCE = 1e-4f;
  private static final BackboneSettings ARCHITECTURE =
      new BackboneSettings(Stem.CIFAR, Block.BASIC, List.of(6, 8, 12), List.of(1, 2, 1));
  private static final PretrainingSettings SETTINGS =
      new PretrainingSettings(1, BATCH, 0.1, 5e-4, 0.9, 16, 3, false, 0.2);

  private final TorchEngine engine = new TorchEngine(TorchEngine.Choice.CPU, 2);

  @Test
  void lossAndGradientsAreThoseOfPyTorch() throws IOException {
    byte[] reference;
    try (InputStream file = getClass().getResourceAsStream(REFERENCE)) {
      reference = file.readAllBytes();
    }
    Map<String, float[]> expected = TrainingState.decode(REFERENCE, reference);
    Images unread = SyntheticImages.striped(BATCH, 2, SIDE);
    try (ImageFeed feed = ImageFeed.of(engine, unread, 0);
        SimSiam simSiam = new SimSiam(engine, feed, ARCHITECTURE, SETTINGS, 1);
        NDManager scope = engine.newManager()) {
      simSiam.restore(REFERENCE, reference);
      JniUtils.setGradMode(true);

      SimSiam.Forward forward =
          simSiam.forward(view(scope, expected, "view1"), view(scope, expected, "view2"));
      Optimiser.backward(forward.loss());

      float loss = expected.get("loss.npy")[0];
      assertThat(forward.loss().getFloat()).isCloseTo(loss, offset(TOLERANCE * Math.abs(loss)));
      List<Parameter> trained = simSiam.parameters().stream().filter(Parameter::trained).toList();
      assertThat(trained).extracting(Parameter::name).contains("stem.weight", "predictor1.weight");
      for (Parameter parameter : trained) {
        float[] gradient = expected.get("gradient." + parameter.name() + ".npy");
        assertThat(parameter.gradients())
            .as(parameter.name())
            .containsExactly(gradient, offset(TOLERANCE * largest(gradient)));
      }
    }
  }

  private static PtNDArray view(NDManager scope, Map<String, float[]> arrays, String name) {
    return (PtNDArray) scope.create(arrays.get(name + ".npy"), new Shape(BATCH, 3, SIDE, SIDE));
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
