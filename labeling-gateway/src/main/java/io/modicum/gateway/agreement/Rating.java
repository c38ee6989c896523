package io.modicum.gateway.agreement;

/**
 * One annotator's label of one item.
 *
 * @param item index of the item, from 0
 * @param annotator index of the annotator, from 0
 * @param label index of the class
 */
public record Rating(int item, int annotator, int label) {

  /**
   * Returns how often each item got each label, {@code [items, classes]}.
   *
   * @param items how many there are
   * @param classes how many there are
   */
  static int[][] votes(Iterable<Rating> ratings, int items, int classes) {
    int[][] votes = new int[items][classes];
    for (Rating rating : ratings) {
      votes[rating.item()][rating.label()]++;
    }
    return votes;
  }
}
