package io.modicum.pretrain.dataset.layout;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.pretrain.dataset.archive.Archive;
import io.modicum.pretrain.dataset.picture.Picture.Size;
import io.modicum.pretrain.dataset.picture.RawPicture;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Files of the official binary versions of CIFAR-10 and CIFAR-100 (Krizhevsky 2009). */
final class CifarFiles {

  private static final Size SIZE = new Size(32, 32);
  private static final int PIXEL_BYTES = 3 * 32 * 32;

  private CifarFiles() {}

  /** Returns the class names of a text file, a line each. */
  static List<String> names(Archive archive, String file) {
    String text = new String(archive.read(archive.require(file)), StandardCharsets.UTF_8);
    return text.lines().map(String::strip).filter(name -> !name.isEmpty()).toList();
  }

  /** Reads records of label bytes, of which the last is the label, and pixels. */
  static List<LabelledPicture> records(Archive archive, String file, int labelBytes, int classes) {
    String path = archive.require(file);
    int recordBytes = labelBytes + PIXEL_BYTES;
    if (archive.length(path) == 0 || archive.length(path) % recordBytes != 0) {
      throw new InvalidInput(
          path, "is not a whole number of " + recordBytes + "-byte records; download it again");
    }
    List<LabelledPicture> pictures = new ArrayList<>();
    for (long record = 0; record < archive.length(path); record += recordBytes) {
      int label = archive.read(path, record + labelBytes - 1, 1)[0] & 0xff;
      if (label >= classes) {
        throw new InvalidInput(
            path, "has the label " + label + " at byte " + record + " of " + classes + " classes");
      }
      pictures.add(
          new LabelledPicture(new RawPicture(archive, path, record + labelBytes, SIZE, 3), label));
    }
    return pictures;
  }
}
