package io.modicum.inference.linear;

import io.modicum.contracts.catalogue.Description;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * The support vector machine with squared hinge loss, one class against the rest, the bias
 * penalised like a weight, as LIBLINEAR and scikit-learn's {@code LinearSVC} state it.
 */
@ApplicationScoped
class LinearSvm extends LinearModel {

  @Override
  public Description description() {
    return new Description(
        "linear-svm",
        "The widest margin between each class and the rest.",
        "Fan et al. 2008, LIBLINEAR",
        List.of());
  }

  @Override
  Loss loss(int[] labels, int blocks) {
    return new SquaredHingeLoss(labels, blocks);
  }

  @Override
  boolean penalisesBias() {
    return true;
  }
}
