package io.modicum.pretrain.dataset.picture;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** PNG of all its kinds of pixels. */
@ApplicationScoped
class PngDecoder implements ImageDecoder {

  @Override
  public List<String> formats() {
    return List.of("PNG");
  }

  @Override
  public Set<String> endings() {
    return Set.of("png");
  }

  @Override
  public int turn() {
    return 10;
  }

  @Override
  public boolean recognises(byte[] file) {
    return PngFile.starts(file);
  }

  @Override
  public boolean isShownByBrowsers() {
    return true;
  }

  @Override
  public OpenImage open(byte[] file) throws IOException {
    PngFile png = new PngFile(file);
    return new ImageIoImage(png.plain(), png.orientation(), reader -> Planes.of(reader.read(0)));
  }
}
