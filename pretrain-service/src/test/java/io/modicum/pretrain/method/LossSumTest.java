package io.modicum.pretrain.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.pretrain.engine.TorchEngine;
import io.modicum.pretrain.network.Parameter;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LossSumTest {

  private final NDManager manager = new TorchEngine(TorchEngine.Choice.CPU, 1).newManager();
  private final LossSum losses = new LossSum(manager, "a.rate");

  @AfterEach
  void free() {
    manager.close();
  }

  @Test
  void isTheMeanOfAllSteps() {
    losses.add(loss(1));
    losses.add(loss(4));

    assertThat(losses.mean()).isEqualTo(2.5);
  }

  @Test
  void seesTheOneStepWhoseLossWasNoNumber() {
    losses.add(loss(1));
    losses.add(loss(Float.NaN));
    losses.add(loss(1));

    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(losses::mean)
        .withMessage(
            "a.rate: is too high: training diverged, the loss is no number any more; try a tenth of"
                + " it");
  }

  @Test
  void keepsNoWeightVelocityOrStatisticThatIsNoNumber() {
    Parameter weight = Parameter.constant(manager, "w", 2, 1, true);
    Parameter mean = Parameter.constant(manager, "norm.mean", 2, 1, false);
    List<Parameter> all = List.of(weight, mean);
    assertThatNoException().isThrownBy(() -> losses.requireFinite(all));

    weight.restoreVelocity(new float[] {0, Float.POSITIVE_INFINITY});
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> losses.requireFinite(all))
        .withMessageContaining("w is no number");
    weight.restoreVelocity(new float[] {0, 0});
    mean.restore(new float[] {Float.NaN, 0});
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> losses.requireFinite(all))
        .withMessageContaining("norm.mean is no number");
  }

  private PtNDArray loss(float value) {
    return (PtNDArray) manager.create(value);
  }
}
