package io.modicum.gateway.labeling.task;

/**
 * One image that waits for a label.
 *
 * @param image its index in the dataset
 * @param rank its place in the cycle's selection, 0 is the most wanted
 * @param reason why it was chosen, for people
 */
public record Task(long id, int image, int cycle, int rank, String reason) {}
