package io.modicum.gateway.labeling.task;

/** Tasks were opened for labelling. */
public record TasksOpened() {}
