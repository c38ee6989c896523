package io.modicum.contracts.campaign;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The head that is fitted on frozen, standardised features.
 *
 * @param kind name of the head, as in the catalogue
 * @param c inverse of the L2 penalty of a linear head, as in scikit-learn and LIBLINEAR; 0 to have
 *     it chosen on held-out labels in each cycle
 * @param committee further heads, each fitted on a bootstrap resample of the labels
 * @param settings what is set of the head, by name
 */
public record ClassifierSettings(
    String kind,
    double c,
    int committee,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Double> settings) {

  public static final ClassifierSettings DEFAULT =
      new ClassifierSettings("logistic-regression", 0, 0, Map.of());

  public ClassifierSettings {
    Check.name(kind, "classifier.kind", "a head, such as linear-svm");
    Check.that(c >= 0 && c <= 1e6, "classifier.c", "in (0, 1e6], or 0 to have it chosen");
    Check.that(committee >= 0 && committee <= 32, "classifier.committee", "in [0, 32]");
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
  }

  /** Reads settings; what is not given keeps its default. */
  @JsonCreator
  static ClassifierSettings of(
      @JsonProperty("kind") String kind,
      @JsonProperty("c") Double c,
      @JsonProperty("committee") Integer committee,
      @JsonProperty("settings") Map<String, Double> settings) {
    return new ClassifierSettings(
        kind == null ? DEFAULT.kind : kind,
        c == null ? DEFAULT.c : c,
        committee == null ? DEFAULT.committee : committee,
        settings == null ? DEFAULT.settings : settings);
  }

  /** Returns the same with another committee. */
  public ClassifierSettings withCommittee(int members) {
    return new ClassifierSettings(kind, c, members, settings);
  }

  /** Returns the same with other settings of the head. */
  public ClassifierSettings withSettings(Map<String, Double> others) {
    return new ClassifierSettings(kind, c, committee, others);
  }
}
