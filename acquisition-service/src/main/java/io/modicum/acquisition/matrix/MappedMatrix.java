package io.modicum.acquisition.matrix;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.store.Npy;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A matrix in memory-mapped {@code .npy} files, one after the other: it takes address space, not
 * heap. A file may be deleted once it is mapped; its space is given back when the matrix is
 * garbage.
 */
public final class MappedMatrix implements Matrix {

  /** One mapping holds at most 2 GiB. */
  private static final long SEGMENT_BYTES = 1L << 30;

  private final int[] firsts;
  private final FloatBuffer[] segments;
  private final int rows;
  private final int columns;

  private MappedMatrix(List<FloatBuffer> segments, int columns) {
    this.columns = columns;
    this.segments = segments.toArray(FloatBuffer[]::new);
    this.firsts = new int[this.segments.length];
    int row = 0;
    for (int i = 0; i < firsts.length; i++) {
      firsts[i] = row;
      row = Math.addExact(row, this.segments[i].capacity() / columns);
    }
    this.rows = row;
  }

  /**
   * Maps a file of 32-bit floats with two axes.
   *
   * @param name of the file, for messages
   * @throws InvalidInput if it is no such file
   */
  public static MappedMatrix map(String name, Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      Npy.Header header = header(name, channel);
      int columns = header.shape()[1];
      long rowBytes = 4L * columns;
      long segmentBytes = Math.max(1, SEGMENT_BYTES / rowBytes) * rowBytes;
      List<FloatBuffer> segments = new ArrayList<>();
      for (long at = header.bytes(); at < header.fileBytes(); at += segmentBytes) {
        long bytes = Math.min(segmentBytes, header.fileBytes() - at);
        segments.add(
            channel
                .map(MapMode.READ_ONLY, at, bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer());
      }
      return new MappedMatrix(segments, columns);
    }
  }

  private static Npy.Header header(String name, FileChannel channel) throws IOException {
    byte[] start = Channels.newInputStream(channel).readNBytes(Npy.Header.MOST_BYTES);
    Npy.Header header = Npy.header(name, start, channel.size());
    if (header.type() != Npy.Type.FLOAT32 || header.shape().length != 2 || header.shape()[1] == 0) {
      throw new InvalidInput(
          name,
          "must be a matrix of FLOAT32, is %s of %s"
              .formatted(Arrays.toString(header.shape()), header.type()));
    }
    return header;
  }

  /** Returns one matrix with the rows of several, in order, all of as many columns. */
  public static MappedMatrix stacked(List<MappedMatrix> parts) {
    List<FloatBuffer> segments =
        parts.stream().flatMap(part -> Arrays.stream(part.segments)).toList();
    return new MappedMatrix(segments, parts.get(0).columns);
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public void read(int first, int count, float[] target, int offset) {
    int found = Arrays.binarySearch(firsts, first);
    int segment = found >= 0 ? found : -found - 2;
    int row = first;
    int at = offset;
    while (row < first + count) {
      FloatBuffer values = segments[segment];
      int from = (row - firsts[segment]) * columns;
      int length = Math.min((first + count - row) * columns, values.capacity() - from);
      values.get(from, target, at, length);
      row += length / columns;
      at += length;
      segment++;
    }
  }
}
