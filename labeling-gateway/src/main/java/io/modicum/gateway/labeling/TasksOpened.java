package io.modicum.gateway.labeling;

/** Tasks were opened for labelling. */
public record TasksOpened() {}
