package io.modicum.pretrain.dataset.picture;

import java.util.List;

/** The decoders that the service finds. */
public final class KnownDecoders {

  public static final ImageDecoders ALL =
      new ImageDecoders(List.of(new ImageIoDecoder(), new JpegDecoder(), new PngDecoder()));

  private KnownDecoders() {}
}
