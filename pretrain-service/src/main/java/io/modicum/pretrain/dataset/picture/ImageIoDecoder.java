package io.modicum.pretrain.dataset.picture;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** GIF, BMP and WebP, as they are; it says what a file is that no other decoder recognises. */
@ApplicationScoped
class ImageIoDecoder implements ImageDecoder {

  /** Of the readers; some files that are no PNG or JPEG to their own decoders are to a reader. */
  private static final Set<String> READ = Set.of("png", "jpeg", "gif", "bmp", "webp");

  /** A bitmap's has two letters only, and then its size, four zeros and small numbers. */
  private static final Pattern STARTS =
      Pattern.compile(
          "GIF8[79]a|RIFF.{4}WEBP|BM.{4}\\x00{4}.{2}\\x00{2}[\\x0c-\\x7c]\\x00{3}", Pattern.DOTALL);

  @Override
  public List<String> formats() {
    return List.of("GIF", "BMP", "WebP");
  }

  @Override
  public Set<String> endings() {
    return Set.of("gif", "bmp", "webp");
  }

  @Override
  public int turn() {
    return Integer.MAX_VALUE;
  }

  @Override
  public boolean recognises(byte[] file) {
    String start = new String(file, 0, Math.min(file.length, 18), StandardCharsets.ISO_8859_1);
    return STARTS.matcher(start).lookingAt();
  }

  @Override
  public OpenImage open(byte[] file) throws IOException {
    ImageIoImage image =
        new ImageIoImage(file, Orientation.AS_STORED, reader -> Planes.of(reader.read(0)));
    if (!READ.contains(image.format().toLowerCase(Locale.ROOT))) {
      image.close();
      throw new IOException("its content is " + image.format());
    }
    return image;
  }
}
