package io.modicum.pretrain.dataset.picture;

import io.modicum.pretrain.dataset.picture.Picture.Pixels;
import io.modicum.pretrain.dataset.picture.Picture.Size;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** An image that a reader of Java's Image I/O decodes. */
final class ImageIoImage implements OpenImage {

  private final ImageInputStream in;
  private final ImageReader reader;
  private final Orientation orientation;
  private final Colours colours;

  /** How colours are taken from a reader. */
  @FunctionalInterface
  interface Colours {

    /** Returns planes {@code [3, height, width]}. */
    byte[] planes(ImageReader reader) throws IOException;
  }

  /**
   * Finds the reader.
   *
   * @throws IOException if there is none for this content
   */
  ImageIoImage(byte[] file, Orientation orientation, Colours colours) throws IOException {
    this.orientation = orientation;
    this.colours = colours;
    in = ImageIO.createImageInputStream(new ByteArrayInputStream(file));
    Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
    if (!readers.hasNext()) {
      in.close();
      throw new IOException("its content is of no known image format");
    }
    reader = readers.next();
    reader.setInput(in, true, true);
  }

  /** Returns the reader's name of the format. */
  String format() throws IOException {
    return reader.getFormatName();
  }

  @Override
  public Size size() throws IOException {
    return new Size(reader.getWidth(0), reader.getHeight(0));
  }

  @Override
  public Orientation orientation() {
    return orientation;
  }

  @Override
  public Pixels decode() throws IOException {
    return new Pixels(size(), colours.planes(reader));
  }

  @Override
  public void abort() {
    reader.abort();
  }

  @Override
  public void close() throws IOException {
    reader.dispose();
    in.close();
  }
}
