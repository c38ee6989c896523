package io.modicum.pretrain.dataset.layout;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an archive holds, in the order in which it is packed.
 *
 * @param classes names of the classes, in label order
 * @param pool images that may be trained on
 * @param test images of the test split
 */
public record PictureCollection(
    List<String> classes, List<LabelledPicture> pool, List<LabelledPicture> test) {

  public PictureCollection {
    classes = List.copyOf(classes);
    pool = List.copyOf(pool);
    test = List.copyOf(test);
  }

  /** Returns the collection without the classes that no image is of. */
  PictureCollection withoutEmptyClasses() {
    int[] present =
        Stream.concat(pool.stream(), test.stream())
            .mapToInt(LabelledPicture::label)
            .filter(label -> label != LabelledPicture.UNKNOWN)
            .distinct()
            .sorted()
            .toArray();
    return present.length == classes.size()
        ? this
        : new PictureCollection(
            Arrays.stream(present).mapToObj(classes::get).toList(),
            renumbered(pool, present),
            renumbered(test, present));
  }

  private static List<LabelledPicture> renumbered(List<LabelledPicture> pictures, int[] present) {
    return pictures.stream()
        .map(
            labelled ->
                labelled.label() == LabelledPicture.UNKNOWN
                    ? labelled
                    : new LabelledPicture(
                        labelled.picture(), Arrays.binarySearch(present, labelled.label())))
        .toList();
  }
}
