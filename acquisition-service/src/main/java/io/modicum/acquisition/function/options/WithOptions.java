package io.modicum.acquisition.function.options;

import io.modicum.acquisition.function.AcquisitionFunction;
import io.modicum.acquisition.function.Pool;
import io.modicum.acquisition.function.Settings;
import io.modicum.acquisition.function.baseline.RandomSampling;
import io.modicum.contracts.acquisition.FunctionDescription;
import io.modicum.contracts.campaign.AcquisitionSettings;
import io.modicum.contracts.manifest.Selection.Pick;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An acquisition function with the options that go with every function. Excluded images are no
 * candidates. The random share of a cycle is drawn first, so that it is a uniform sample of the
 * candidates, and comes last; the function chooses among the others. Near duplicates, and images of
 * predicted classes that have their share already, are passed over for the next ones, for which the
 * function is asked for twice as many, up to {@value #DEEPEST} times as many as needed. What is
 * still missing then are the first that were passed over, and they say so. What an option needs and
 * a cycle does not have yet leaves a note in the reasons.
 */
public final class WithOptions implements AcquisitionFunction {

  private static final int DEEPEST = 16;
  private static final String NO_SHARE =
      "; its predicted class has its share, but nothing else was found";
  private static final String REPEATS =
      "; nearly repeats another image, but nothing else was found";

  private final AcquisitionFunction function;
  private final AcquisitionSettings options;
  private final boolean featuresKnown;

  /**
   * @param featuresKnown whether the pool has features in this cycle
   */
  public WithOptions(
      AcquisitionFunction function, AcquisitionSettings options, boolean featuresKnown) {
    this.function = function;
    this.options = options;
    this.featuresKnown = featuresKnown;
  }

  @Override
  public FunctionDescription description() {
    return function.description();
  }

  @Override
  public List<Pick> choose(Pool pool, int count, Settings settings) {
    Pool allowed = NarrowedPool.without(pool, images(options.excluded().stream()));
    Optional<NearDuplicates> duplicates = duplicates(pool);
    int atRandom = (int) Math.round(options.randomFraction() * count);
    List<Pick> drawn =
        sieve(new RandomSampling(), allowed, atRandom, settings, duplicates, Optional.empty());
    Pool rest = NarrowedPool.without(allowed, images(drawn.stream().map(Pick::image)));
    int wanted = count - drawn.size();
    Optional<ClassShares> shares =
        options.balance() && pool.cycle() > 0
            ? Optional.of(new ClassShares(rest, wanted))
            : Optional.empty();
    String notes = notes(pool);
    return Stream.concat(
            sieve(function, rest, wanted, settings, duplicates, shares).stream(),
            drawn.stream().map(pick -> noted(pick, "; the random share of the cycle")))
        .map(pick -> noted(pick, notes))
        .toList();
  }

  private Optional<NearDuplicates> duplicates(Pool pool) {
    if (options.nearDuplicates().isEmpty() || !featuresKnown) {
      return Optional.empty();
    }
    NearDuplicates duplicates =
        new NearDuplicates(
            pool.features().covering(pool.size(), "features"),
            options.nearDuplicates().getAsDouble());
    Arrays.stream(pool.labelled()).forEach(duplicates::see);
    return Optional.of(duplicates);
  }

  private static List<Pick> sieve(
      AcquisitionFunction asked,
      Pool pool,
      int count,
      Settings settings,
      Optional<NearDuplicates> duplicates,
      Optional<ClassShares> shares) {
    int most = (int) Math.min(pool.candidates().length, (long) DEEPEST * count);
    int seen = duplicates.map(NearDuplicates::seen).orElse(0);
    int depth = Math.min(count, most);
    while (true) {
      List<Pick> ranking = asked.choose(pool, depth, settings);
      List<Pick> kept = new ArrayList<>();
      List<Pick> passedOver = new ArrayList<>();
      duplicates.ifPresent(known -> known.forgetAllBut(seen));
      shares.ifPresent(ClassShares::reset);
      for (Pick pick : ranking) {
        pool.requireCampaign();
        if (kept.size() < count) {
          String objection = objection(pick.image(), duplicates, shares);
          if (objection.isEmpty()) {
            kept.add(pick);
            duplicates.ifPresent(known -> known.see(pick.image()));
            shares.ifPresent(classes -> classes.take(pick.image()));
          } else {
            passedOver.add(noted(pick, objection));
          }
        }
      }
      if (kept.size() == count || ranking.size() < depth || depth == most) {
        return Stream.concat(kept.stream(), passedOver.stream()).limit(count).toList();
      }
      depth = Math.min(most, 2 * depth);
    }
  }

  private static String objection(
      int image, Optional<NearDuplicates> duplicates, Optional<ClassShares> shares) {
    if (shares.isPresent() && shares.get().full(image)) {
      return NO_SHARE;
    }
    return duplicates.isPresent() && duplicates.get().repeats(image) ? REPEATS : "";
  }

  private String notes(Pool pool) {
    return (options.balance() && pool.cycle() == 0
            ? "; not balanced, since no classifier predicts classes yet"
            : "")
        + (options.nearDuplicates().isPresent() && !featuresKnown
            ? "; not held against near duplicates, since there are no features yet"
            : "");
  }

  private static Pick noted(Pick pick, String note) {
    return new Pick(pick.image(), pick.score(), pick.reason() + note);
  }

  private static int[] images(Stream<Integer> images) {
    return images.mapToInt(Integer::intValue).toArray();
  }
}
