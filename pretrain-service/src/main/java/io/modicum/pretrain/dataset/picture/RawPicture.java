package io.modicum.pretrain.dataset.picture;

import io.modicum.pretrain.dataset.archive.Archive;

/**
 * An image whose pixels stand uncompressed in a file of the archive, plane after plane, row by row.
 *
 * @param channels 3 for RGB, 1 for grey, which is repeated
 */
public record RawPicture(Archive archive, String path, long offset, Size size, int channels)
    implements Picture {

  @Override
  public String name() {
    return path + "@" + offset;
  }

  @Override
  public Pixels decode() {
    int plane = size.width() * size.height();
    byte[] read = archive.read(path, offset, channels * plane);
    if (channels == 3) {
      return new Pixels(size, read);
    }
    byte[] planes = new byte[3 * plane];
    for (int channel = 0; channel < 3; channel++) {
      System.arraycopy(read, 0, planes, channel * plane, plane);
    }
    return new Pixels(size, planes);
  }
}
