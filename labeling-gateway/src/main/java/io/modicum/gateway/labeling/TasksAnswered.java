package io.modicum.gateway.labeling;

/** Something was said or decided about tasks, which may complete their cycle. */
record TasksAnswered() {}
