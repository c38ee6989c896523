package io.modicum.gateway.labeling.lease;

/**
 * Some of the ranks of a cycle. Labelling looks for tasks by ranges, so that no statement reads
 * more of a campaign.
 *
 * @param first of its ranks
 */
record RankRange(int cycle, int first) {

  private static final int LENGTH = 1000;

  /** Where a range may begin. */
  record Place(int cycle, int rank) {
    static final Place HEAD = new Place(0, 0);
  }

  int last() {
    return first + LENGTH - 1;
  }

  Place begin() {
    return new Place(cycle, first);
  }

  Place end() {
    return new Place(cycle, first + LENGTH);
  }
}
