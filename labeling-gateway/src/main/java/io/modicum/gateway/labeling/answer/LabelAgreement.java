package io.modicum.gateway.labeling.answer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A label, and how far the answers agree with it.
 *
 * @param label index of the class
 * @param agreement share of the answers that named it, in [0, 1]
 */
record LabelAgreement(int label, double agreement) {

  /**
   * Returns the class that most answers name; on a tie, of those the one that was answered first.
   *
   * @param answers indices of classes in the order in which they were given; at least one
   */
  static LabelAgreement majority(List<Integer> answers) {
    return on(mostNamed(answers).get(0), answers);
  }

  /** Returns a class that was decided on in another way than by counting. */
  static LabelAgreement on(int label, List<Integer> answers) {
    return new LabelAgreement(
        label, (double) Collections.frequency(answers, label) / answers.size());
  }

  /** Returns the classes that no other outnumbers, in the order in which they were answered. */
  static List<Integer> mostNamed(List<Integer> answers) {
    Map<Integer, Integer> votes = new LinkedHashMap<>();
    answers.forEach(answer -> votes.merge(answer, 1, Integer::sum));
    int most = Collections.max(votes.values());
    return votes.keySet().stream().filter(label -> votes.get(label) == most).toList();
  }
}
