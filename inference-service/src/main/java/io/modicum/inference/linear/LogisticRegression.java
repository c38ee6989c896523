package io.modicum.inference.linear;

import io.modicum.contracts.catalogue.Description;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Multinomial logistic regression, its bias without penalty, as scikit-learn's {@code
 * LogisticRegression} states it.
 */
@ApplicationScoped
class LogisticRegression extends LinearModel {

  @Override
  public Description description() {
    return new Description(
        "logistic-regression",
        "Probabilities from a linear function of the features, all classes at once.",
        "Hastie, Tibshirani and Friedman 2009, section 4.4",
        List.of());
  }

  @Override
  Loss loss(int[] labels, int blocks) {
    return new LogisticLoss(labels, blocks);
  }

  @Override
  boolean penalisesBias() {
    return false;
  }
}
