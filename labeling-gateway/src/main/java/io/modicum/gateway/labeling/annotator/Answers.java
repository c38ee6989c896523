package io.modicum.gateway.labeling.annotator;

import io.modicum.gateway.agreement.Rating;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All answers of a campaign that stand, with items and annotators numbered from 0.
 *
 * @param items number of each task that was answered
 * @param annotators number of each who answered, in order
 * @param known class of those items whose class is known, by their number
 */
public record Answers(
    Map<Long, Integer> items,
    Map<String, Integer> annotators,
    List<Rating> ratings,
    Map<Integer, Integer> known) {

  Answers() {
    this(new HashMap<>(), new LinkedHashMap<>(), new ArrayList<>(), new HashMap<>());
  }

  void add(long task, String annotator, int label) {
    ratings.add(new Rating(number(items, task), number(annotators, annotator), label));
  }

  private static <K> int number(Map<K, Integer> numbers, K key) {
    return numbers.computeIfAbsent(key, unseen -> numbers.size());
  }
}
