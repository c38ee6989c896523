package io.modicum.pretrain.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.modicum.pretrain.engine.TorchEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvolutionUnitTest {

  private static final int IMAGES = 32;
  private static final int SIDE = 32;
  private static final int HALF = 16;

  /** In either layout, since the engine's convolution chooses its own by the processor. */
  @ParameterizedTest(name = "{0} channels, channels last: {1}")
  @CsvSource({"3, true", "4, true", "6, true", "8, true", "12, true", "24, true", "4, false"})
  void aShortcutThatHalvesLearnsFromThePixelsThatItSees(int inputs, boolean channelsLast) {
    TorchEngine engine = new TorchEngine(TorchEngine.Choice.CPU, 2);
    int outputs = 2 * inputs;
    try (NDManager manager = engine.newManager()) {
      ConvolutionUnit shortcut =
          new ConvolutionUnit(
              manager, "shortcut", inputs, outputs, 1, 2, 1, new SplittableRandom(1));
      List<Parameter> parameters = new ArrayList<>();
      shortcut.parameters(parameters::add);
      PtNDArray x = images(manager, inputs, channelsLast);
      PtNDArray wanted = (PtNDArray) manager.randomNormal(new Shape(IMAGES, outputs, HALF, HALF));

      JniUtils.setGradMode(true);
      PtNDArray y = shortcut.forward(x, false);
      PtNDArray loss = (PtNDArray) y.mul(wanted).sum();
      JniUtils.backward(loss, (PtNDArray) loss.onesLike(), false, false);

      assertThat(y.getShape()).isEqualTo(wanted.getShape());
      assertThat(parameters.get(0).gradients())
          .containsExactly(correlation(x, wanted, inputs, outputs), offset(1e-2f));
    }
  }

  private static PtNDArray images(NDManager manager, int channels, boolean channelsLast) {
    return (PtNDArray)
        (channelsLast
            ? manager.randomNormal(new Shape(IMAGES, SIDE, SIDE, channels)).transpose(0, 3, 1, 2)
            : manager.randomNormal(new Shape(IMAGES, channels, SIDE, SIDE)));
  }

  /**
   * Returns the sum of {@code wanted × x} over images and seen pixels, {@code [outputs, inputs]}.
   */
  private static float[] correlation(PtNDArray x, PtNDArray wanted, int inputs, int outputs) {
    float[] pixels = x.toFloatArray();
    float[] pull = wanted.toFloatArray();
    float[] sums = new float[outputs * inputs];
    double norm = 1 / Math.sqrt(1 + BatchNorm.EPSILON);
    for (int output = 0; output < outputs; output++) {
      for (int input = 0; input < inputs; input++) {
        double sum = 0;
        for (int image = 0; image < IMAGES; image++) {
          for (int row = 0; row < HALF; row++) {
            for (int column = 0; column < HALF; column++) {
              int seen = ((image * inputs + input) * SIDE + 2 * row) * SIDE + 2 * column;
              int out = ((image * outputs + output) * HALF + row) * HALF + column;
              sum += pixels[seen] * pull[out];
            }
          }
        }
        sums[output * inputs + input] = (float) (norm * sum);
      }
    }
    return sums;
  }
}
