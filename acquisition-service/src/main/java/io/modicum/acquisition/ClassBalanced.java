package io.modicum.acquisition;

import io.modicum.contracts.manifest.Selection.Pick;
import io.modicum.contracts.stage.InvalidInput;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Chooses at random, but as many of each class as possible. It looks at the true classes, so it is
 * for benchmarks only. Images of unknown class are never chosen.
 */
final class ClassBalanced implements Acquisition {

  private final int[] labels;

  /**
   * @param labels class of each image, -1 where unknown
   */
  ClassBalanced(int[] labels) {
    this.labels = labels;
  }

  @Override
  public List<Pick> choose(Candidates candidates, int count) {
    if (labels.length < candidates.pool()) {
      throw new InvalidInput(
          "labels", labels.length + " labels for a pool of " + candidates.pool() + " images");
    }
    Map<Integer, Deque<Pick>> perClass = new TreeMap<>();
    for (Pick pick : new RandomAcquisition().choose(candidates, candidates.pool())) {
      int label = labels[pick.image()];
      if (label >= 0) {
        perClass.computeIfAbsent(label, none -> new ArrayDeque<>()).add(pick);
      }
    }
    List<Pick> chosen = new ArrayList<>();
    while (chosen.size() < count && !perClass.isEmpty()) {
      for (int label : List.copyOf(perClass.keySet())) {
        Deque<Pick> left = perClass.get(label);
        if (chosen.size() < count) {
          chosen.add(new Pick(left.remove().image(), 0, "drawn at random from its class"));
        }
        if (left.isEmpty()) {
          perClass.remove(label);
        }
      }
    }
    return chosen;
  }
}
