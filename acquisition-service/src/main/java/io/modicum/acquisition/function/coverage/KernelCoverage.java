package io.modicum.acquisition.function.coverage;

import io.modicum.acquisition.matrix.ColumnBlock;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How well some centers cover images: the weighted mean of each image's greatest kernel {@code
 * exp(−‖x − c‖² / σ²)} to a center (Bae et al. 2024, definition 1, and 2025, definition 2). It
 * never falls, and what a center adds to it never grows, when further centers come. Features have
 * length 1. Not thread-safe, though it uses all cores.
 */
final class KernelCoverage {

  /** Candidates that share one pass over the images. */
  private static final int TILE = 64;

  private final int d;
  private final double sigma;
  private final Block[] blocks;
  private final double weight;

  /**
   * @param features of the images to cover, {@code [n, d]}
   * @param weights of the images, none negative
   */
  KernelCoverage(float[] features, int d, double[] weights, double sigma) {
    this.d = d;
    this.sigma = sigma;
    this.weight = Math.max(Arrays.stream(weights).sum(), Double.MIN_NORMAL);
    int count = (weights.length + ColumnBlock.ROWS - 1) / ColumnBlock.ROWS;
    this.blocks =
        IntStream.range(0, count)
            .parallel()
            .mapToObj(b -> Block.copy(features, d, weights, b * ColumnBlock.ROWS))
            .toArray(Block[]::new);
  }

  /** Images with their weights, and the greatest kernel to a center so far. */
  private record Block(ColumnBlock columns, double[] weights, double[] covered) {

    static Block copy(float[] features, int d, double[] weights, int first) {
      int rows = Math.min(ColumnBlock.ROWS, weights.length - first);
      return new Block(
          ColumnBlock.transpose(features, first * d, rows, d),
          Arrays.copyOfRange(weights, first, first + rows),
          new double[rows]);
    }
  }

  /** Returns the coverage by the centers so far, in [0, 1]. */
  double value() {
    double sum = 0;
    for (Block block : blocks) {
      for (int i = 0; i < block.covered.length; i++) {
        sum += block.weights[i] * block.covered[i];
      }
    }
    return sum / weight;
  }

  /** Takes a center in. */
  void add(float[] features, int offset) {
    Arrays.stream(blocks)
        .parallel()
        .forEach(
            block -> {
              float[] products = new float[block.columns.rows()];
              block.columns.products(features, offset, products);
              for (int i = 0; i < products.length; i++) {
                block.covered[i] = Math.max(block.covered[i], kernel(products[i]));
              }
            });
  }

  /**
   * Returns what each of some candidates would add to the coverage.
   *
   * @param features of all candidates, {@code [n, d]}
   * @param rows which of them
   */
  double[] gains(float[] features, int[] rows) {
    double[] gains = new double[rows.length];
    int tile = Math.min(TILE, 1 + rows.length / (2 * Runtime.getRuntime().availableProcessors()));
    IntStream.range(0, (rows.length + tile - 1) / tile)
        .parallel()
        .forEach(
            t -> addGains(features, rows, t * tile, Math.min(rows.length, t * tile + tile), gains));
    return gains;
  }

  private void addGains(float[] features, int[] rows, int from, int to, double[] gains) {
    float[] products = new float[ColumnBlock.ROWS];
    for (Block block : blocks) {
      for (int row = from; row < to; row++) {
        block.columns.products(features, rows[row] * d, products);
        double gain = 0;
        for (int i = 0; i < block.covered.length; i++) {
          gain += block.weights[i] * Math.max(0, kernel(products[i]) - block.covered[i]);
        }
        gains[row] += gain / weight;
      }
    }
  }

  private double kernel(float product) {
    return Math.exp(-Math.max(0, 2 - 2.0 * product) / (sigma * sigma));
  }
}
