package io.modicum.gateway.labeling.task;

import java.util.Locale;

/** What a label is for. Whoever labels sees no difference. */
public enum Purpose {
  /** To be learnt from. */
  TRAINING,
  /** To measure the classifier, and never to be learnt from. */
  EVALUATION,
  /** To be learnt from in place of the label that the dataset came with. */
  CONFIRMATION;

  /** Returns what the database calls it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
