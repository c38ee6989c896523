package io.modicum.gateway.exchange.format;

import io.modicum.contracts.failure.InvalidInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * A file of labels, which is text from end to end: UTF-8, or UTF-16 with a byte order mark, as
 * spreadsheets write "Unicode text". It can be read more than once.
 */
public final class LabelFile {

  private static final int CHUNK = 1 << 16;
  private static final int LONGEST_MARK = 3;

  /** How a ZIP file begins, and a spreadsheet that was not saved as CSV. */
  private static final String ZIP = "504b0304";

  private final Path file;
  private final Encoding encoding;

  private LabelFile(Path file, Encoding encoding) {
    this.file = file;
    this.encoding = encoding;
  }

  private record Encoding(Charset charset, int markBytes) {

    static Encoding of(byte[] start) {
      String hex = HexFormat.of().formatHex(start);
      if (hex.startsWith("efbbbf")) {
        return new Encoding(StandardCharsets.UTF_8, LONGEST_MARK);
      } else if (hex.startsWith("fffe")) {
        return new Encoding(StandardCharsets.UTF_16LE, 2);
      } else if (hex.startsWith("feff")) {
        return new Encoding(StandardCharsets.UTF_16BE, 2);
      } else if (hex.startsWith(ZIP)) {
        throw new InvalidInput(
            "body", "is a spreadsheet or a ZIP file; save it as CSV UTF-8, or unpack it");
      }
      return new Encoding(StandardCharsets.UTF_8, 0);
    }
  }

  /**
   * Looks through a file.
   *
   * @throws InvalidInput if it is not text throughout; the message names the line
   */
  public static LabelFile of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      LabelFile text = new LabelFile(file, Encoding.of(in.readNBytes(ZIP.length() / 2)));
      text.requireText();
      return text;
    }
  }

  /** Returns the file's text from its beginning, without a byte order mark. */
  public BufferedReader open() throws IOException {
    return new BufferedReader(new InputStreamReader(bytes(), encoding.charset()));
  }

  private InputStream bytes() throws IOException {
    InputStream in = Files.newInputStream(file);
    in.skipNBytes(encoding.markBytes());
    return in;
  }

  private void requireText() throws IOException {
    CharsetDecoder decoder = encoding.charset().newDecoder();
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK);
    CharBuffer chars = CharBuffer.allocate(CHUNK);
    long line = 1;
    try (InputStream in = bytes()) {
      boolean more = true;
      while (more) {
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        more = count >= 0;
        bytes.position(bytes.position() + Math.max(0, count)).flip();
        CoderResult result = decoder.decode(bytes, chars, !more);
        chars.flip();
        while (chars.hasRemaining()) {
          char next = chars.get();
          line += next == '\n' ? 1 : 0;
          if (next == 0) {
            throw noText(line, "a NUL character");
          }
        }
        if (result.isError()) {
          throw noText(line, "the byte 0x" + HexFormat.of().toHexDigits(bytes.get()));
        }
        chars.clear();
        bytes.compact();
      }
    }
  }

  private InvalidInput noText(long line, String found) {
    return UnreadableFile.at(
        "line",
        line,
        "has " + found + ", which is no " + encoding.charset() + " text; save the file as UTF-8");
  }
}
