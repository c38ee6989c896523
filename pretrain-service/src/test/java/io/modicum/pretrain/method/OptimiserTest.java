package io.modicum.pretrain.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.modicum.pretrain.engine.TorchEngine;
import io.modicum.pretrain.network.Parameter;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptimiserTest {

  private static final double DECAY = 0.1;
  private static final double MOMENTUM = 0.9;

  private final TorchEngine engine = new TorchEngine(TorchEngine.Choice.CPU, 1);

  /**
   * Down w²/2 from 1 at rates 0.1, then 0.2. As PyTorch: v = 1.1, w = 0.89; v = 0.9·1.1 + 0.979, w
   * = 0.89 - 0.2·1.969. With the rate in the velocity: v = 0.11; v = 0.9·0.11 + 0.2·0.979.
   */
  @ParameterizedTest
  @CsvSource({"false, 1.969, 0.4962", "true, 0.2948, 0.5952"})
  void aLaterRateScalesTheWholeVelocityUnlessEachRateStaysInIt(
      boolean rateInVelocity, float velocity, float weight) {
    try (NDManager manager = engine.newManager()) {
      Parameter parameter = Parameter.constant(manager, "w", 1, 1, true);
      Optimiser optimiser = new Optimiser(DECAY, MOMENTUM, rateInVelocity);
      JniUtils.setGradMode(true);

      for (double rate : new double[] {0.1, 0.2}) {
        try (NDManager scope = manager.newSubManager()) {
          PtNDArray half = (PtNDArray) scope.create(new float[] {0.5f});
          PtNDArray w = parameter.value();
          Optimiser.backward((PtNDArray) half.mul(w).mul(w).sum());
          optimiser.step(List.of(parameter), rate);
        }
      }

      assertThat(parameter.velocities()).containsExactly(new float[] {velocity}, offset(1e-6f));
      assertThat(parameter.values()).containsExactly(new float[] {weight}, offset(1e-6f));
    }
  }
}
