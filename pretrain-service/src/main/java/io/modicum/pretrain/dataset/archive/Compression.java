package io.modicum.pretrain.dataset.archive;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.modicum.contracts.failure.InvalidInput;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.MemoryLimitException;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** What a tar may be compressed by, known by its first bytes. */
enum Compression {
  GZIP("\u001f\u008b") {
    @Override
    InputStream open(InputStream in) throws IOException {
      return new GZIPInputStream(in, BUFFER);
    }
  },
  BZIP2("BZh") {
    @Override
    InputStream open(InputStream in) throws IOException {
      return new BZip2CompressorInputStream(in, true);
    }
  },
  XZ("\u00fd7zXZ\0") {
    @Override
    InputStream open(InputStream in) throws IOException {
      return xz(in);
    }
  },
  /** Its own limit is a window of 128 MiB. */
  ZSTD("(\u00b5/\u00fd") {
    @Override
    InputStream open(InputStream in) throws IOException {
      return new ZstdInputStreamNoFinalizer(in);
    }
  };

  /** What unpacking may take: four times what the strongest usual setting ({@code xz -9}) does. */
  static final int MAXIMUM_MEMORY_KIB = 256 << 10;

  private static final int BUFFER = 1 << 16;
  private static final int LONGEST_MAGIC = 6;

  /** The first bytes, a character each. */
  private final String magic;

  Compression(String magic) {
    this.magic = magic;
  }

  abstract InputStream open(InputStream in) throws IOException;

  /** Unpacks what a stream holds, and what that holds if it is compressed once more. */
  static InputStream unpack(InputStream in) throws IOException {
    return unpackOnce(unpackOnce(in));
  }

  private static InputStream unpackOnce(InputStream in) throws IOException {
    BufferedInputStream start = new BufferedInputStream(in, BUFFER);
    start.mark(LONGEST_MAGIC);
    String first = new String(start.readNBytes(LONGEST_MAGIC), StandardCharsets.ISO_8859_1);
    start.reset();
    Optional<Compression> compression =
        Arrays.stream(values()).filter(kind -> first.startsWith(kind.magic)).findFirst();
    return compression.isPresent() ? compression.get().open(start) : start;
  }

  static InputStream xz(InputStream in) throws IOException {
    return new XZInputStream(in, MAXIMUM_MEMORY_KIB);
  }

  /** Refuses what takes more memory to unpack than there may be. */
  static void requireMemory(int kibibytes) throws MemoryLimitException {
    if (kibibytes > MAXIMUM_MEMORY_KIB) {
      throw new MemoryLimitException(kibibytes, MAXIMUM_MEMORY_KIB);
    }
  }

  /**
   * Looks what made the unpacking fail.
   *
   * @throws InvalidInput if it would have taken more memory than there may be
   */
  static void requireModest(Exception failure, String archive) {
    boolean greedy =
        failure instanceof MemoryLimitException
            || failure instanceof org.tukaani.xz.MemoryLimitException
            || (failure instanceof ZstdIOException zstd
                && zstd.getErrorCode() == Zstd.errFrameParameterWindowTooLarge());
    if (greedy) {
      throw new InvalidInput(
          archive,
          "takes more than "
              + (MAXIMUM_MEMORY_KIB >> 10)
              + " MiB of memory to unpack; pack it with a smaller dictionary",
          failure);
    }
  }
}
