package io.modicum.gateway.campaign;

/**
 * What a classifier takes an image for.
 *
 * @param cycle after which the classifier was fitted
 * @param label index of the class
 * @param name of the class
 * @param probability in [0, 1]
 */
public record Prediction(int cycle, int label, String name, double probability) {}
