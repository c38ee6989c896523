package io.modicum.gateway.labeling.answer;

import java.util.Locale;

/** Where a task is on its way to a label. */
enum TaskState {
  /** It wants answers. */
  OPEN,
  /** It has enough answers, which are judged together with those of the whole cycle. */
  ANSWERED,
  /** Its answers do not decide it; a reviewer does. */
  CONTESTED,
  DECIDED,
  /** A reviewer took it out of the cycle: it gets no label. */
  LEFT_OUT,
  /** Its label was known from the start; it measures annotators. */
  GOLD;

  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static TaskState of(String text) {
    return valueOf(text.replace('-', '_').toUpperCase(Locale.ROOT));
  }
}
