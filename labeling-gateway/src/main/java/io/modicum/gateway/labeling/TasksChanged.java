package io.modicum.gateway.labeling;

/** Tasks were opened or decided. */
record TasksChanged() {}
