package io.modicum.acquisition.function;

import io.modicum.acquisition.matrix.DenseMatrix;
import io.modicum.acquisition.matrix.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What may be wrong with a pool. */
public enum Oddity {
  IDENTICAL_IMAGES {
    @Override
    public GivenPool of(GivenPool pool) {
      int[] first = new int[pool.size()];
      Arrays.fill(first, pool.size() - 1);
      GivenPool all = pool.inOrder(first);
      return pool.withFeatures(all.features())
          .withProbabilities(all.probabilities())
          .withCommittee(all.committee());
    }
  },
  FEATURES_OF_ZERO {
    @Override
    public GivenPool of(GivenPool pool) {
      return pool.withFeatures(new DenseMatrix(new float[pool.size() * 2], pool.size(), 2));
    }
  },
  ONE_CLASS {
    @Override
    public GivenPool of(GivenPool pool) {
      float[] ones = new float[pool.size()];
      Arrays.fill(ones, 1);
      Matrix certain = new DenseMatrix(ones, pool.size(), 1);
      return pool.withProbabilities(certain)
          .withCommittee(List.of(certain, certain))
          .withTruth(new int[pool.size()]);
    }
  },
  CERTAIN_CLASSES {
    @Override
    public GivenPool of(GivenPool pool) {
      float[] p = new float[pool.size() * pool.classes()];
      IntStream.range(0, pool.size()).forEach(i -> p[i * pool.classes() + i % pool.classes()] = 1);
      Matrix certain = new DenseMatrix(p, pool.size(), pool.classes());
      return pool.withProbabilities(certain).withCommittee(List.of(certain));
    }
  },
  PROBABILITIES_THAT_ARE_NO_NUMBERS {
    @Override
    public GivenPool of(GivenPool pool) {
      float[] p = new float[pool.size() * pool.classes()];
      Arrays.fill(p, Float.NaN);
      pool.probabilities().read(0, pool.size() / 2, p, 0);
      Matrix broken = new DenseMatrix(p, pool.size(), pool.classes());
      return pool.withProbabilities(broken).withCommittee(List.of(broken, pool.probabilities()));
    }
  };

  public abstract GivenPool of(GivenPool pool);
}
