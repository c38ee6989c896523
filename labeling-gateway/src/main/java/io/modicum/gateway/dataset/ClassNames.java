package io.modicum.gateway.dataset;

import io.modicum.contracts.failure.InvalidInput;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The classes of a dataset by what people call them. One name can be written as several sequences
 * of characters, and keyboards, file systems and spreadsheets differ in which they take; so names
 * compare in normalisation form C (Unicode Standard Annex 15), without white space around them. A
 * name that is written just as it is packed comes first. Not thread-safe.
 */
public final class ClassNames {

  private static final Pattern SPACE_AROUND = Pattern.compile("^[\\s\\p{Z}]+|[\\s\\p{Z}]+$");
  private static final int SEVERAL = -1;
  private static final int MOST_LISTED = 20;

  private final List<String> packed;
  private final Map<String, Integer> normal = new HashMap<>();

  /**
   * @param packed the names in label order, as the dataset has them
   */
  public ClassNames(List<String> packed) {
    this.packed = List.copyOf(packed);
  }

  /** Returns the index of the class of a name, or empty if there is none or more than one. */
  public OptionalInt find(String name) {
    int exact = packed.indexOf(name);
    if (exact >= 0) {
      return OptionalInt.of(exact);
    }
    if (normal.isEmpty()) {
      for (int label = 0; label < packed.size(); label++) {
        normal.merge(normal(packed.get(label)), label, (one, other) -> SEVERAL);
      }
    }
    int label = normal.getOrDefault(normal(name), SEVERAL);
    return label == SEVERAL ? OptionalInt.empty() : OptionalInt.of(label);
  }

  /**
   * Returns the index of the class of a name.
   *
   * @param field what has the name, for the message
   * @throws InvalidInput if there is no such class
   */
  public int require(String field, String name) {
    return find(name)
        .orElseThrow(
            () -> new InvalidInput(field, "'" + name + "' is not a class; known are " + listed()));
  }

  /** Returns the name of a class as the dataset has it. */
  public String name(int label) {
    return packed.get(label);
  }

  /** Returns a name as it is written where nothing else says how. */
  public static String normal(String name) {
    String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
    return SPACE_AROUND.matcher(composed).replaceAll("");
  }

  private String listed() {
    String first = String.join(", ", packed.subList(0, Math.min(packed.size(), MOST_LISTED)));
    int more = packed.size() - MOST_LISTED;
    return more > 0 ? first + " and " + more + " more" : first;
  }
}
