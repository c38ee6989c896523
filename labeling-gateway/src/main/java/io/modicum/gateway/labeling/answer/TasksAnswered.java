package io.modicum.gateway.labeling.answer;

/** Something was said or decided about tasks, which may complete their cycle. */
public record TasksAnswered() {}
