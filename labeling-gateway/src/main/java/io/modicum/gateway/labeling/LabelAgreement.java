package io.modicum.gateway.labeling;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The class that most answers name; on a tie, of those the one that was answered first.
 *
 * @param label index of the class
 * @param agreement share of the answers that named it, in (0, 1]
 */
record LabelAgreement(int label, double agreement) {

  /**
   * @param answers indices of classes in the order in which they were given; at least one
   */
  static LabelAgreement of(List<Integer> answers) {
    Map<Integer, Integer> votes = new LinkedHashMap<>();
    answers.forEach(answer -> votes.merge(answer, 1, Integer::sum));
    int winner = answers.get(0);
    for (Map.Entry<Integer, Integer> candidate : votes.entrySet()) {
      if (candidate.getValue() > votes.get(winner)) {
        winner = candidate.getKey();
      }
    }
    return new LabelAgreement(winner, (double) votes.get(winner) / answers.size());
  }
}
