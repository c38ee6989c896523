package io.modicum.pretrain.dataset.picture;

import java.util.Locale;
import java.util.Set;

/** Which files are images, by how their names end. */
public final class ImageKind {

  private static final Set<String> READ =
      Set.of("png", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp", "webp");
  private static final Set<String> OTHER =
      Set.of(
          "tif", "tiff", "heic", "heif", "avif", "jxl", "jp2", "svg", "ppm", "pgm", "pbm", "pnm",
          "psd", "tga", "ico", "dng", "cr2", "nef", "arw", "dcm", "exr", "hdr");

  private ImageKind() {}

  public static boolean isRead(String path) {
    return READ.contains(ending(path));
  }

  /** Returns whether it is an image of a kind that is not read. */
  public static boolean isOther(String path) {
    return OTHER.contains(ending(path));
  }

  private static String ending(String path) {
    return path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
