package io.modicum.pretrain.dataset;

/**
 * An image and its class.
 *
 * @param label index of its class, or {@link #UNKNOWN}
 */
record LabelledPicture(Picture picture, int label) {

  static final int UNKNOWN = -1;
}
