package io.modicum.pretrain.dataset;

import io.modicum.contracts.store.ContentAddress;
import io.modicum.contracts.store.Json;
import io.modicum.pretrain.dataset.picture.Picture.Size;
import java.util.List;

/**
 * Images that are packed together, all of the pool or all of the test split.
 *
 * @param inPool whether they may be trained on
 */
record PlannedShard(boolean inPool, List<PlannedImage> images) {

  private static final int ADDRESS_DIGITS = 32;

  PlannedShard {
    images = List.copyOf(images);
  }

  /** Returns a hash of the images and of how they are packed. Their labels may change. */
  String address(Size size, boolean guessed) {
    List<Object> madeOf =
        List.of(
            size.height(),
            size.width(),
            guessed,
            images.stream().map(PlannedImage::identity).toList());
    return ContentAddress.sha256(Json.bytes(madeOf)).substring(0, ADDRESS_DIGITS);
  }
}
