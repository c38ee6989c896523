package io.modicum.pretrain.dataset.picture;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageReader;

/** JPEG, of three colours, four inks or grey. Whatever libjpeg warns of makes an image broken. */
@ApplicationScoped
class JpegDecoder implements ImageDecoder {

  /** What libjpeg warns of that harms no pixel. */
  private static final String HARMLESS = "extraneous bytes before marker";

  @Override
  public List<String> formats() {
    return List.of("JPEG");
  }

  @Override
  public Set<String> endings() {
    return Set.of("jpg", "jpeg", "jpe", "jfif");
  }

  @Override
  public int turn() {
    return 20;
  }

  @Override
  public boolean recognises(byte[] file) {
    return JpegFile.starts(file);
  }

  @Override
  public boolean isShownByBrowsers() {
    return true;
  }

  @Override
  public OpenImage open(byte[] file) throws IOException {
    JpegFile jpeg = new JpegFile(file);
    boolean cmyk = jpeg.isCmyk();
    boolean ycck = jpeg.isYcck();
    return new ImageIoImage(jpeg.plain(), jpeg.orientation(), reader -> planes(reader, cmyk, ycck));
  }

  private static byte[] planes(ImageReader reader, boolean cmyk, boolean ycck) throws IOException {
    AtomicReference<String> fault = new AtomicReference<>();
    reader.addIIOReadWarningListener(
        (from, warning) -> {
          if (!warning.contains(HARMLESS)) {
            fault.compareAndSet(null, warning);
          }
        });
    byte[] planes =
        cmyk ? Cmyk.planes(reader.readRaster(0, null), ycck) : Planes.of(reader.read(0));
    if (fault.get() != null) {
      throw new IOException(fault.get());
    }
    return planes;
  }
}
