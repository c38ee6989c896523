package io.modicum.contracts.campaign;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The linear head that is fitted on frozen, standardised features.
 *
 * @param kind which loss it minimises
 * @param c inverse of the L2 penalty, as in scikit-learn and LIBLINEAR; 0 to have it chosen on
 *     held-out labels in each cycle
 * @param committee further heads, each fitted on a bootstrap resample of the labels
 */
public record ClassifierSettings(Kind kind, double c, int committee) {

  /** The loss of the linear head. */
  public enum Kind {
    /** Multinomial logistic regression. */
    @JsonProperty("logistic-regression")
    LOGISTIC_REGRESSION,
    /** One-against-rest linear SVM with squared hinge loss. */
    @JsonProperty("linear-svm")
    LINEAR_SVM
  }

  public static final ClassifierSettings DEFAULT =
      new ClassifierSettings(Kind.LOGISTIC_REGRESSION, 0, 0);

  public ClassifierSettings {
    Check.present(kind, "classifier.kind");
    Check.that(c >= 0 && c <= 1e6, "classifier.c", "in (0, 1e6], or 0 to have it chosen");
    Check.that(committee >= 0 && committee <= 32, "classifier.committee", "in [0, 32]");
  }

  /** Reads settings; what is not given keeps its default. */
  @JsonCreator
  static ClassifierSettings of(
      @JsonProperty("kind") Kind kind,
      @JsonProperty("c") Double c,
      @JsonProperty("committee") Integer committee) {
    return new ClassifierSettings(
        kind == null ? DEFAULT.kind : kind,
        c == null ? DEFAULT.c : c,
        committee == null ? DEFAULT.committee : committee);
  }
}
