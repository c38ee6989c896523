package io.modicum.gateway.agreement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How far annotators agree, beyond what chance would give; each coefficient is empty where it is
 * not defined.
 *
 * @param items that have two labels or more
 * @param fleissKappa over the items that have as many labels as wanted
 * @param krippendorffAlpha over all items that have two labels or more
 * @param pairs annotators who labelled some of the same items
 */
public record Agreement(
    long items, OptionalDouble fleissKappa, OptionalDouble krippendorffAlpha, List<Pair> pairs) {

  /**
   * Two annotators.
   *
   * @param first number of the one
   * @param second number of the other, which is higher
   * @param items that both labelled
   * @param cohenKappa on these
   */
  public record Pair(int first, int second, int items, OptionalDouble cohenKappa) {

    boolean has(int annotator) {
      return first == annotator || second == annotator;
    }
  }

  /** The labels of items that two annotators both labelled. */
  private record Both(int first, int second) implements Comparable<Both> {
    @Override
    public int compareTo(Both other) {
      return first == other.first
          ? Integer.compare(second, other.second)
          : Integer.compare(first, other.first);
    }
  }

  /**
   * Measures the agreement of some ratings.
   *
   * @param ratings at most one of each item and annotator
   * @param wanted labels that an item is to have
   */
  public static Agreement measure(Collection<Rating> ratings, int items, int classes, int wanted) {
    int[][] votes = Rating.votes(ratings, items, classes);
    return new Agreement(
        Arrays.stream(votes).filter(item -> Arrays.stream(item).sum() > 1).count(),
        FleissKappa.measure(votes, wanted),
        KrippendorffAlpha.measure(votes),
        pairs(ratings, items, classes));
  }

  private static List<Pair> pairs(Collection<Rating> ratings, int items, int classes) {
    List<List<Rating>> byItem = new ArrayList<>();
    for (int item = 0; item < items; item++) {
      byItem.add(new ArrayList<>(2));
    }
    ratings.forEach(rating -> byItem.get(rating.item()).add(rating));
    TreeMap<Both, List<int[]>> labels = new TreeMap<>();
    for (List<Rating> item : byItem) {
      for (Rating one : item) {
        for (Rating other : item) {
          if (one.annotator() < other.annotator()) {
            labels
                .computeIfAbsent(
                    new Both(one.annotator(), other.annotator()), b -> new ArrayList<>())
                .add(new int[] {one.label(), other.label()});
          }
        }
      }
    }
    List<Pair> pairs = new ArrayList<>();
    labels.forEach(
        (both, said) -> {
          int[][] counts = new int[classes][classes];
          said.forEach(label -> counts[label[0]][label[1]]++);
          pairs.add(new Pair(both.first(), both.second(), said.size(), CohenKappa.measure(counts)));
        });
    return pairs;
  }

  /**
   * Returns the mean of an annotator's kappas with the others, each for as much as they have items
   * in common.
   */
  public OptionalDouble meanKappa(int annotator) {
    double sum = 0;
    double weight = 0;
    for (Pair pair : pairs) {
      if (pair.has(annotator) && pair.cohenKappa().isPresent()) {
        sum += pair.items() * pair.cohenKappa().getAsDouble();
        weight += pair.items();
      }
    }
    return weight == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / weight);
  }
}
