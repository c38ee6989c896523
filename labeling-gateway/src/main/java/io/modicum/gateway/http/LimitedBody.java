package io.modicum.gateway.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that is refused once it grows too large, since what it says is worked on as it comes. */
public final class LimitedBody extends FilterInputStream {

  private final long most;
  private final String setting;
  private long read;

  /**
   * Limits a body to as many bytes as a setting says.
   *
   * @param setting its name, which the refusal tells
   */
  public LimitedBody(InputStream body, long most, String setting) {
    super(body);
    this.most = most;
    this.setting = setting;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = super.read(into, offset, length);
    count(Math.max(0, count));
    return count;
  }

  private void count(int bytes) throws TooLarge {
    read += bytes;
    if (read > most) {
      throw new TooLarge(most, setting);
    }
  }

  /** Tells readers that there is no more, as any stream does that breaks off. */
  static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    private TooLarge(long most, String setting) {
      super("the body is larger than the " + most + " bytes of " + setting + "; send it in parts");
    }
  }
}
