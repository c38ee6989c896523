package io.modicum.inference.head;

import java.util.SplittableRandom;

/**
 * The images that a head is fitted to, among all of a dataset.
 *
 * @param features of all images, {@code [n, d]}
 * @param standardisation of the features over the pool
 * @param labelled images whose classes are in {@code [0, classes)}; where there are none, all
 *     classes are as probable
 * @param pseudo further images that a classifier was sure of; learnt from, but never held out
 * @param classes how many the dataset has, with a label or without
 */
public record LabelledFeatures(
    Features features,
    Standardisation standardisation,
    LabelledRows labelled,
    LabelledRows pseudo,
    int classes) {

  /** Returns the same with a {@link Bootstrap} sample of the labels. */
  public LabelledFeatures resample(SplittableRandom random) {
    LabelledRows drawn = labelled.at(Bootstrap.places(labelled.labels(), random));
    return new LabelledFeatures(features, standardisation, drawn, pseudo, classes);
  }
}
