package io.modicum.pretrain.dataset;

import java.util.List;

/**
 * What an archive holds, in the order in which it is packed.
 *
 * @param classes names of the classes, in label order
 * @param pool images that may be trained on
 * @param test images of the test split
 */
record PictureCollection(
    List<String> classes, List<LabelledPicture> pool, List<LabelledPicture> test) {

  PictureCollection {
    classes = List.copyOf(classes);
    pool = List.copyOf(pool);
    test = List.copyOf(test);
  }
}
