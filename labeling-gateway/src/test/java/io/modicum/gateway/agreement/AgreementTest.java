package io.modicum.gateway.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementTest {

  /**
   * Two annotators whose table is that of {@link KappaTest}, and a third who has seen one image.
   */
  @Test
  void measuresEachPairOnTheItemsTheyHaveInCommon() {
    List<Rating> ratings = new ArrayList<>();
    int[][] counts = {{75, 1, 4}, {5, 4, 1}, {0, 0, 10}};
    int item = 0;
    for (int first = 0; first < 3; first++) {
      for (int second = 0; second < 3; second++) {
        for (int i = 0; i < counts[first][second]; i++) {
          ratings.add(new Rating(item, 0, first));
          ratings.add(new Rating(item++, 1, second));
        }
      }
    }
    ratings.add(new Rating(0, 2, 0));
    ratings.add(new Rating(item, 2, 1));

    Agreement agreement = Agreement.measure(ratings, item + 1, 3, 2);

    assertThat(agreement.items()).isEqualTo(100);
    assertThat(agreement.pairs())
        .extracting(Agreement.Pair::first, Agreement.Pair::second, Agreement.Pair::items)
        .containsExactly(tuple(0, 1, 100), tuple(0, 2, 1), tuple(1, 2, 1));
    assertThat(agreement.pairs().get(0).cohenKappa().orElseThrow())
        .isEqualTo(0.676, within(0.0005));
    assertThat(agreement.pairs().get(1).cohenKappa()).isEmpty();
    assertThat(agreement.meanKappa(1)).isEqualTo(agreement.pairs().get(0).cohenKappa());
    assertThat(agreement.meanKappa(2)).isEmpty();
    assertThat(agreement.fleissKappa()).isPresent();
    assertThat(agreement.krippendorffAlpha()).isPresent();
  }
}
