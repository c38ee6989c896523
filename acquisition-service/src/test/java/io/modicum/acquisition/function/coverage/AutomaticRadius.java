package io.modicum.acquisition.function.coverage;

import io.modicum.acquisition.function.Pool;
import io.modicum.acquisition.matrix.Matrix;
import io.modicum.acquisition.matrix.Sketch;

/** The radius that {@link ProbCover} takes where none is given; see {@code benchmark/run}. */
public final class AutomaticRadius {

  private AutomaticRadius() {}

  public static double of(Pool pool) {
    Matrix features = pool.features();
    return ProbCover.pureRadius(pool, features, Sketch.build(features, pool.size()));
  }
}
