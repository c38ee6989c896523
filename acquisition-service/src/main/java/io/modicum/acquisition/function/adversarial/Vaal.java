package io.modicum.acquisition.function.adversarial;

import io.modicum.acquisition.function.AcquisitionFunction;
import io.modicum.acquisition.function.FeatureRows;
import io.modicum.acquisition.function.Pool;
import io.modicum.acquisition.function.Ranking;
import io.modicum.acquisition.function.Settings;
import io.modicum.acquisition.matrix.Matrix;
import io.modicum.contracts.acquisition.FunctionDescription;
import io.modicum.contracts.acquisition.Need;
import io.modicum.contracts.catalogue.Setting;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Selection.Pick;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Variational adversarial active learning: chooses the images whose code a discriminator is surest
 * to be that of an unlabelled one, while the encoder tries to deceive it (Sinha, Ebrahimi and
 * Darrell 2019, arXiv 1904.00370, algorithms 1 and 2). The paper learns from pixels; here the
 * autoencoder learns from the standardised features of the frozen backbone. Each step sees a batch
 * of labelled and one of unlabelled images, drawn at random, so {@code steps} bounds the time
 * whatever the pool's size.
 *
 * <p>It looks at no class, but needs labelled images to begin with. The only function that needs
 * PyTorch, which is loaded when it is first chosen.
 */
@ApplicationScoped
class Vaal implements AcquisitionFunction {

  private static final Setting STEPS =
      Setting.integer("steps", 1000, 1, 100_000, "Training steps of the autoencoder.");
  private static final Setting LATENT =
      Setting.integer("latent", 32, 1, 1024, "Dimensions of the autoencoder's code.");

  private static final int BATCH = 128;
  private static final int BLOCK_ROWS = 4096;

  @Override
  public FunctionDescription description() {
    return new FunctionDescription(
        "vaal",
        "Images that a trained discriminator can tell from the labelled ones.",
        "Sinha, Ebrahimi and Darrell 2019, arXiv 1904.00370",
        Set.of(Need.FEATURES, Need.LABELS),
        List.of(STEPS, LATENT));
  }

  @Override
  public List<Pick> choose(Pool pool, int count, Settings settings) {
    int[] labelled = pool.labelled();
    int[] candidates = pool.candidates();
    if (labelled.length == 0) {
      throw new InvalidInput("acquisition.function", "vaal needs labelled images to begin with");
    }
    if (count == 0 || candidates.length == 0) {
      return List.of();
    }
    Matrix features = pool.features().covering(pool.size(), "features");
    SplittableRandom random = new SplittableRandom(pool.seed() + pool.cycle());
    try (AdversarialAutoencoder autoencoder =
        new AdversarialAutoencoder(features.columns(), settings.integer(LATENT.name()), random)) {
      for (int step = 0; step < settings.integer(STEPS.name()); step++) {
        pool.requireCampaign();
        autoencoder.step(draw(features, labelled, random), draw(features, candidates, random));
      }
      double[] scores = new double[candidates.length];
      for (int first = 0; first < candidates.length; first += BLOCK_ROWS) {
        pool.requireCampaign();
        int[] block =
            Arrays.copyOfRange(candidates, first, Math.min(candidates.length, first + BLOCK_ROWS));
        float[] unlabelled = autoencoder.unlabelled(FeatureRows.read(features, block));
        for (int i = 0; i < block.length; i++) {
          scores[first + i] = unlabelled[i];
        }
      }
      return Ranking.best(pool, candidates, scores, count, Vaal::reason);
    }
  }

  private static float[] draw(Matrix features, int[] images, SplittableRandom random) {
    return FeatureRows.read(
        features,
        IntStream.generate(() -> images[random.nextInt(images.length)]).limit(BATCH).toArray());
  }

  private static String reason(double score) {
    return String.format(
        Locale.ROOT, "told from the labelled images with %.1f%% certainty", 100 * score);
  }
}
