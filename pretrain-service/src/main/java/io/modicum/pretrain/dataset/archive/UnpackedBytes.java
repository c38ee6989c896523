package io.modicum.pretrain.dataset.archive;

import io.modicum.contracts.failure.InvalidInput;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Counts the bytes that an archive unpacks to, whether they are kept, passed over or turn out
 * broken, and bounds them in number and in their ratio to the upload.
 */
final class UnpackedBytes {

  private static final long MAXIMUM_BYTES = 256L << 30;

  /** Images hardly shrink, and IDX files to a fifth; a bomb of zeros shrinks to a thousandth. */
  private static final int MAXIMUM_RATIO = 100;

  /** So much is unpacked whatever the ratio. */
  private static final long UNSUSPICIOUS_BYTES = 64L << 20;

  private final String archive;
  private final long maximumBytes;
  private final Runnable requireWanted;
  private long bytes;

  /**
   * @param requireWanted runs whenever bytes are added; ends the work by an exception
   */
  UnpackedBytes(String archive, long uploadedBytes, Runnable requireWanted) {
    this.archive = archive;
    this.maximumBytes =
        uploadedBytes > MAXIMUM_BYTES / MAXIMUM_RATIO
            ? MAXIMUM_BYTES
            : Math.max(UNSUSPICIOUS_BYTES, MAXIMUM_RATIO * uploadedBytes);
    this.requireWanted = requireWanted;
  }

  private UnpackedBytes(UnpackedBytes other) {
    this.archive = other.archive;
    this.maximumBytes = other.maximumBytes;
    this.requireWanted = other.requireWanted;
  }

  /**
   * Adds bytes.
   *
   * @throws InvalidInput if they are too many now
   */
  void add(long more) {
    requireWanted.run();
    if (more > maximumBytes - bytes) {
      throw new InvalidInput(
          archive,
          "unpacks to more than "
              + (maximumBytes >> 20)
              + " MiB; it may be "
              + MAXIMUM_RATIO
              + " times its size and "
              + (MAXIMUM_BYTES >> 30)
              + " GiB");
    }
    bytes += more;
  }

  /** Returns a stream that is bounded alike, by a count of its own. */
  InputStream bounded(InputStream unpacked) {
    UnpackedBytes count = new UnpackedBytes(this);
    return new FilterInputStream(unpacked) {

      @Override
      public int read() throws IOException {
        int read = super.read();
        count.add(read < 0 ? 0 : 1);
        return read;
      }

      @Override
      public int read(byte[] buffer, int from, int length) throws IOException {
        int read = super.read(buffer, from, length);
        count.add(Math.max(0, read));
        return read;
      }

      @Override
      public long skip(long most) throws IOException {
        long skipped = super.skip(most);
        count.add(skipped);
        return skipped;
      }

      @Override
      public boolean markSupported() {
        return false;
      }
    };
  }
}
