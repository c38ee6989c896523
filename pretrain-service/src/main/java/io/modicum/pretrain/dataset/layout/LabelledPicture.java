package io.modicum.pretrain.dataset.layout;

import io.modicum.pretrain.dataset.picture.Picture;

/**
 * An image and its class.
 *
 * @param label index of its class, or {@link #UNKNOWN}
 */
public record LabelledPicture(Picture picture, int label) {

  public static final int UNKNOWN = -1;
}
