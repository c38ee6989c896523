package io.modicum.contracts.campaign;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The linear head that is fitted on frozen, standardised features.
 *
 * @param kind which loss it minimises
 * @param c inverse of the L2 penalty, as in scikit-learn and LIBLINEAR
 */
public record ClassifierSettings(Kind kind, double c) {

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
      new ClassifierSettings(Kind.LOGISTIC_REGRESSION, 0.1);

  public ClassifierSettings {
    Check.present(kind, "classifier.kind");
    Check.that(c > 0 && c <= 1e6, "classifier.c", "in (0, 1e6]");
  }
}
