package io.modicum.acquisition.matrix;

/**
 * Rows in clusters.
 *
 * @param assignments the cluster of each row, from 0
 * @param centers mean of each cluster's rows, {@code [clusters, d]}
 * @param squaredDistances of each row from its cluster's center
 * @param iterations that led here
 */
public record Clusters(
    int[] assignments, float[][] centers, double[] squaredDistances, int iterations) {

  /** Returns the sum of the squared distances of all rows from their centers. */
  public double inertia() {
    double sum = 0;
    for (double squared : squaredDistances) {
      sum += squared;
    }
    return sum;
  }
}
