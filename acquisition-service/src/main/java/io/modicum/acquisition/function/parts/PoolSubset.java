package io.modicum.acquisition.function.parts;

import io.modicum.acquisition.function.Pool;
import io.modicum.acquisition.function.PoolView;
import io.modicum.acquisition.matrix.Matrix;
import io.modicum.acquisition.matrix.RowSelection;
import io.modicum.contracts.manifest.Selection.Pick;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Some candidates of a pool together with all its labelled images, numbered anew, so that every
 * acquisition function can work on a part as it does on the whole.
 */
public final class PoolSubset extends PoolView {

  private final int[] members;
  private final int[] labelled;
  private final int[] candidates;

  /**
   * @param chosen candidates of {@code whole}, ascending
   */
  PoolSubset(Pool whole, int[] chosen) {
    super(whole);
    this.members =
        IntStream.concat(Arrays.stream(whole.labelled()), Arrays.stream(chosen)).sorted().toArray();
    this.labelled = places(whole.labelled());
    this.candidates = places(chosen);
  }

  /**
   * Returns a part of a pool, to which images belong at random, the same in every replica.
   *
   * @param excluded images that may not be chosen
   * @param part index of the part, 0 to {@code parts - 1}
   */
  public static PoolSubset part(Pool whole, Collection<Integer> excluded, int part, int parts) {
    Set<Integer> barred = Set.copyOf(excluded);
    return new PoolSubset(
        whole,
        Arrays.stream(whole.candidates())
            .filter(image -> !barred.contains(image))
            .filter(image -> new SplittableRandom(image).nextInt(parts) == part)
            .toArray());
  }

  private int[] places(int[] images) {
    return Arrays.stream(images).map(image -> Arrays.binarySearch(members, image)).toArray();
  }

  /** Returns the picks with the numbers that their images have in the whole pool. */
  public List<Pick> inWhole(List<Pick> picks) {
    return picks.stream()
        .map(pick -> new Pick(members[pick.image()], pick.score(), pick.reason()))
        .toList();
  }

  @Override
  public int indexInDataset(int image) {
    return whole.indexInDataset(members[image]);
  }

  @Override
  public int size() {
    return members.length;
  }

  @Override
  public int[] labelled() {
    return labelled.clone();
  }

  @Override
  public int[] candidates() {
    return candidates.clone();
  }

  @Override
  public Matrix features() {
    return new RowSelection(whole.features(), members);
  }

  @Override
  public Matrix probabilities() {
    return new RowSelection(whole.probabilities(), members);
  }

  @Override
  public List<Matrix> committee() {
    return whole.committee().stream()
        .<Matrix>map(member -> new RowSelection(member, members))
        .toList();
  }

  @Override
  public int[] truth() {
    int[] truth = whole.truth();
    return Arrays.stream(members).map(image -> truth[image]).toArray();
  }
}
