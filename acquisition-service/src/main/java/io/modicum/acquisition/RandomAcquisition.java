package io.modicum.acquisition;

import io.modicum.contracts.manifest.Selection.Pick;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Chooses uniformly at random: the baseline that classic functions lose to at small budgets (Bengar
 * et al. 2021, section 5).
 */
final class RandomAcquisition implements Acquisition {

  private static final long CYCLE_STRIDE = 0x9E3779B97F4A7C15L;

  @Override
  public List<Pick> choose(Candidates candidates, int count) {
    int[] images = candidates.unlabelled();
    SplittableRandom random =
        new SplittableRandom(candidates.seed() + CYCLE_STRIDE * (candidates.cycle() + 1L));
    int picks = Math.min(count, images.length);
    List<Pick> chosen = new ArrayList<>(picks);
    for (int i = 0; i < picks; i++) {
      int other = random.nextInt(i, images.length);
      int image = images[other];
      images[other] = images[i];
      images[i] = image;
      chosen.add(new Pick(image, 0, "drawn at random"));
    }
    return chosen;
  }
}
