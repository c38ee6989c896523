package io.modicum.inference.linear;

import io.modicum.contracts.campaign.ClassifierSettings;
import io.modicum.contracts.catalogue.Offerings;
import io.modicum.inference.head.Head;
import java.util.Arrays;
import java.util.Map;

/** The linear heads that tests are about, and how a campaign asks for one. */
public enum Kind {
  LOGISTIC_REGRESSION(new LogisticRegression()),
  LINEAR_SVM(new LinearSvm());

  final LinearModel model;

  Kind(LinearModel model) {
    this.model = model;
  }

  public static Offerings<Head> heads() {
    return new Offerings<>(Arrays.stream(values()).<Head>map(kind -> kind.model).toList());
  }

  ClassifierSettings settings(double c, int committee) {
    return new ClassifierSettings(model.description().name(), c, committee, Map.of());
  }
}
