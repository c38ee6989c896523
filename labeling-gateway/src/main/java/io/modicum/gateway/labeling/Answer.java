package io.modicum.gateway.labeling;

/**
 * What an annotator says of an image.
 *
 * @param label index of the class
 */
public record Answer(long task, int label) {}
