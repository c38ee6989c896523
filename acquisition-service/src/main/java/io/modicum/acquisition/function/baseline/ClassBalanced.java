package io.modicum.acquisition.function.baseline;

import io.modicum.acquisition.function.AcquisitionFunction;
import io.modicum.acquisition.function.Pool;
import io.modicum.acquisition.function.Settings;
import io.modicum.contracts.acquisition.FunctionDescription;
import io.modicum.contracts.acquisition.Need;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Selection.Pick;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Chooses at random, but as many of each class as possible. It looks at the true classes, so it is
 * for benchmarks only. Images of unknown class are never chosen.
 */
@ApplicationScoped
class ClassBalanced implements AcquisitionFunction {

  @Override
  public FunctionDescription description() {
    return new FunctionDescription(
        "class-balanced",
        "As many random images of each true class; for benchmarks only.",
        "Bengar et al. 2021, arXiv 2108.11458",
        Set.of(Need.TRUTH),
        List.of());
  }

  @Override
  public List<Pick> choose(Pool pool, int count, Settings settings) {
    int[] truth = pool.truth();
    if (truth.length < pool.size()) {
      throw new InvalidInput(
          "labels", truth.length + " labels for a pool of " + pool.size() + " images");
    }
    Map<Integer, Deque<Integer>> perClass = new TreeMap<>();
    int[] candidates = pool.candidates();
    for (Pick pick : new RandomSampling().choose(pool, candidates.length, settings)) {
      if (truth[pick.image()] >= 0) {
        perClass.computeIfAbsent(truth[pick.image()], none -> new ArrayDeque<>()).add(pick.image());
      }
    }
    List<Pick> chosen = new ArrayList<>();
    while (chosen.size() < count && !perClass.isEmpty()) {
      for (int label : List.copyOf(perClass.keySet())) {
        Deque<Integer> left = perClass.get(label);
        if (chosen.size() < count) {
          chosen.add(new Pick(left.remove(), 0, "drawn at random from its class"));
        }
        if (left.isEmpty()) {
          perClass.remove(label);
        }
      }
    }
    return chosen;
  }
}
