package io.modicum.pretrain.dataset.layout;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.pretrain.dataset.archive.Archive;
import io.modicum.pretrain.dataset.picture.ImageDecoders;
import java.util.List;

/** The files of an archive that are images. */
final class ImageFiles {

  /** What to do where the folders of an archive are no classes. */
  static final String AS_IMAGES =
      "; if the folders are no classes, register it with format=images, which takes all images"
          + " without a class";

  private ImageFiles() {}

  /** Returns the paths of all images that are read, in ascending order. */
  static List<String> in(Archive archive, ImageDecoders decoders) {
    return archive.paths().stream().filter(path -> decoders.know(archive, path)).toList();
  }

  /**
   * Returns the paths of all images that are read, in ascending order.
   *
   * @throws InvalidInput if there are none
   */
  static List<String> require(Archive archive, ImageDecoders decoders) {
    List<String> images = in(archive, decoders);
    if (images.isEmpty()) {
      throw new InvalidInput(
          archive.name(),
          "holds no images of kinds that are read: "
              + String.join(", ", decoders.formats())
              + others(archive, decoders));
    }
    return images;
  }

  private static String others(Archive archive, ImageDecoders decoders) {
    List<String> others = archive.paths().stream().filter(decoders::lack).toList();
    return others.isEmpty()
        ? ""
        : "; convert " + others.get(0) + NameList.andOthers(others.size() - 1) + " to one of them";
  }
}
