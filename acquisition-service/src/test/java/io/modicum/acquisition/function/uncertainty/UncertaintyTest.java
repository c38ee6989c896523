package io.modicum.acquisition.function.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.acquisition.function.AcquisitionFunction;
import io.modicum.acquisition.function.GivenPool;
import io.modicum.acquisition.function.Settings;
import io.modicum.acquisition.matrix.DenseMatrix;
import io.modicum.contracts.manifest.Selection.Pick;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UncertaintyTest {

  @Test
  void ranksScoresThatAreNoNumbersLast() {
    GivenPool pool =
        GivenPool.of(3)
            .withProbabilities(
                new DenseMatrix(new float[] {Float.NaN, 0.5f, 0.9f, 0.1f, 0.6f, 0.4f}, 3, 2));
    AcquisitionFunction function = new LeastConfidence();

    List<Pick> picks =
        function.choose(pool, 3, Settings.complete(function.description(), Map.of()));

    assertThat(picks).extracting(Pick::image).containsExactly(2, 1, 0);
  }
}
