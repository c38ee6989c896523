package io.modicum.pretrain.dataset.picture;

import io.modicum.contracts.catalogue.Catalogue;
import io.modicum.contracts.catalogue.Description;
import io.modicum.pretrain.dataset.archive.Archive;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** All formats of images that are read. */
public final class ImageDecoders {

  /** Endings of images that are not read unless a decoder has them. */
  private static final Set<String> OTHER =
      Set.of(
          "tif", "tiff", "heic", "heif", "avif", "jxl", "jp2", "svg", "ppm", "pgm", "pbm", "pnm",
          "psd", "tga", "ico", "dng", "cr2", "nef", "arw", "dcm", "exr", "hdr");

  /** In so many bytes any of them recognises its files. */
  private static final int START_BYTES = 64;

  private final List<ImageDecoder> decoders;

  /**
   * @param found in any order
   */
  public ImageDecoders(Iterable<ImageDecoder> found) {
    decoders =
        StreamSupport.stream(found.spliterator(), false)
            .sorted(Comparator.comparingInt(ImageDecoder::turn))
            .toList();
  }

  /** Returns the names of the formats as people know them. */
  public List<String> formats() {
    return decoders.stream().flatMap(decoder -> decoder.formats().stream()).toList();
  }

  /**
   * Returns what users see of the formats.
   *
   * @param software name and version of the service
   */
  public Catalogue catalogue(String software) {
    return new Catalogue(
        software,
        formats().stream().map(name -> new Description(name, "", "", List.of())).toList());
  }

  /**
   * Returns whether a file is an image that is read: as its name ends, be it sound or not, or else
   * as it begins.
   */
  public boolean know(Archive archive, String path) {
    return know(path)
        || archive.fault(path).isEmpty()
            && recognising(archive.peek(path, START_BYTES)).isPresent();
  }

  private boolean know(String path) {
    String ending = ending(path);
    return decoders.stream().anyMatch(decoder -> decoder.endings().contains(ending));
  }

  /** Returns whether a file is an image of a format that is not read, by how its name ends. */
  public boolean lack(String path) {
    return OTHER.contains(ending(path)) && !know(path);
  }

  private static String ending(String path) {
    return path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the image that a file of an archive is, by its content, whatever its name ends with.
   */
  public Picture picture(Archive archive, String path) {
    return new EncodedPicture(archive, path, this);
  }

  /** Returns the first that recognises a file, or else the last, which says what it is. */
  ImageDecoder of(byte[] file) {
    return recognising(file).orElseGet(() -> decoders.get(decoders.size() - 1));
  }

  private Optional<ImageDecoder> recognising(byte[] start) {
    return decoders.stream().filter(decoder -> decoder.recognises(start)).findFirst();
  }
}
