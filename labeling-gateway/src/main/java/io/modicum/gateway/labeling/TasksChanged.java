package io.modicum.gateway.labeling;

/** Tasks were opened or decided. */
public record TasksChanged() {}
