package io.modicum.pretrain.dataset.layout;

import io.modicum.contracts.catalogue.Description;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.pretrain.dataset.archive.Archive;
import io.modicum.pretrain.dataset.picture.Picture.Size;
import io.modicum.pretrain.dataset.picture.RawPicture;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The four IDX files of MNIST and its family (LeCun et al. 1998): unsigned bytes, big-endian. */
@ApplicationScoped
class Idx implements Layout {

  private static final int IMAGES_MAGIC = 0x0803;
  private static final int LABELS_MAGIC = 0x0801;
  private static final int MAXIMUM_SIDE = 4096;

  @Override
  public Description description() {
    return new Description(
        "idx", "The four IDX files of MNIST and its family.", "LeCun et al. 1998", List.of());
  }

  @Override
  public int turn() {
    return 40;
  }

  @Override
  public boolean recognises(Archive archive) {
    return archive.paths().stream().anyMatch(Idx::isImages);
  }

  private static boolean isImages(String path) {
    return Archive.baseName(path).matches(".*images[-.]idx3[-.]ubyte");
  }

  @Override
  public PictureCollection read(Archive archive) {
    List<LabelledPicture> pool = split(archive, "train");
    List<LabelledPicture> test = split(archive, "(?:t10k|test)");
    int last = pool.stream().mapToInt(LabelledPicture::label).max().orElse(0);
    int first = Math.min(1, pool.stream().mapToInt(LabelledPicture::label).min().orElse(0));
    for (LabelledPicture picture : test) {
      if (picture.label() < first || picture.label() > last) {
        throw new InvalidInput(
            picture.picture().name(), "is of class " + picture.label() + ", unknown in training");
      }
    }
    return new PictureCollection(
        IntStream.rangeClosed(first, last).mapToObj(Integer::toString).toList(),
        countedFrom(first, pool),
        countedFrom(first, test));
  }

  /** EMNIST's letters are labelled from 1. */
  private static List<LabelledPicture> countedFrom(int first, List<LabelledPicture> pictures) {
    return first == 0
        ? pictures
        : pictures.stream()
            .map(picture -> new LabelledPicture(picture.picture(), picture.label() - first))
            .toList();
  }

  private static List<LabelledPicture> split(Archive archive, String split) {
    String images = file(archive, split, "images", 3);
    String labels = file(archive, split, "labels", 1);
    ByteBuffer imageHeader = header(archive, images, 16, IMAGES_MAGIC);
    int count = imageHeader.getInt(4);
    Size size = new Size(imageHeader.getInt(12), imageHeader.getInt(8));
    boolean sane =
        count > 0
            && size.width() > 0
            && size.height() > 0
            && size.width() <= MAXIMUM_SIDE
            && size.height() <= MAXIMUM_SIDE;
    if (!sane || archive.length(images) != 16 + (long) count * size.width() * size.height()) {
      throw new InvalidInput(images, "is not as long as its header says; download it again");
    }
    int labelCount = header(archive, labels, 8, LABELS_MAGIC).getInt(4);
    if (labelCount != count) {
      throw new InvalidInput(
          labels, "has " + labelCount + " labels for the " + count + " images of " + images);
    }
    byte[] values = archive.read(labels, 8, count);
    List<LabelledPicture> pictures = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      long offset = 16 + (long) i * size.width() * size.height();
      pictures.add(
          new LabelledPicture(new RawPicture(archive, images, offset, size, 1), values[i] & 0xff));
    }
    return pictures;
  }

  private static String file(Archive archive, String split, String content, int dimensions) {
    String pattern = ".*" + split + "-" + content + "[-.]idx" + dimensions + "[-.]ubyte";
    return archive.paths().stream()
        .filter(path -> Archive.baseName(path).matches(pattern))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInput(
                    archive.name(),
                    "has no file "
                        + split.replaceAll("[(?:)]", "")
                        + "-"
                        + content
                        + "-idx"
                        + dimensions
                        + "-ubyte in it"));
  }

  private static ByteBuffer header(Archive archive, String path, int length, int magic) {
    ByteBuffer header = ByteBuffer.wrap(archive.read(path, 0, length));
    if (header.getInt(0) != magic) {
      throw new InvalidInput(path, "is no IDX file of unsigned bytes with that many dimensions");
    }
    return header;
  }
}
