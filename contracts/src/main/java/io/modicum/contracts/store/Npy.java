package io.modicum.contracts.store;

import io.modicum.contracts.failure.InvalidInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * NumPy's {@code .npy} format, version 1.0 (NEP 1), C order, little endian: {@code u1}, {@code i4}
 * and {@code f4}. What we write always has a header of {@link #HEADER_BYTES}, so that an element's
 * place in the file is plain arithmetic.
 *
 * @param type what an element is
 * @param shape length of each dimension
 * @param elements the bytes of all elements, little endian, positioned at the first
 */
public record Npy(Type type, int[] shape, ByteBuffer elements) {

  /** Bytes before the first element in the files that we write. */
  public static final int HEADER_BYTES = 128;

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '([^']+)', 'fortran_order': False, 'shape': \\(([0-9, ]*)\\), \\}\\s*");

  /** What an element is. */
  public enum Type {
    UINT8("|u1", 1),
    INT32("<i4", 4),
    FLOAT32("<f4", 4);

    private final String descriptor;
    private final int bytes;

    Type(String descriptor, int bytes) {
      this.descriptor = descriptor;
      this.bytes = bytes;
    }

    /** Returns the size of one element. */
    public int bytes() {
      return bytes;
    }
  }

  /** Encodes unsigned bytes. */
  public static byte[] encode(byte[] values, int... shape) {
    ByteBuffer file = allocate(Type.UINT8, values.length, shape);
    file.put(values);
    return file.array();
  }

  /** Encodes 32-bit integers. */
  public static byte[] encode(int[] values, int... shape) {
    ByteBuffer file = allocate(Type.INT32, values.length, shape);
    file.asIntBuffer().put(values);
    return file.array();
  }

  /** Encodes 32-bit floats. */
  public static byte[] encode(float[] values, int... shape) {
    ByteBuffer file = allocate(Type.FLOAT32, values.length, shape);
    file.asFloatBuffer().put(values);
    return file.array();
  }

  private static ByteBuffer allocate(Type type, int values, int... shape) {
    long elements = Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> a * b);
    if (elements != values) {
      throw new IllegalArgumentException(
          values + " values do not fill the shape " + Arrays.toString(shape));
    }
    ByteBuffer file =
        ByteBuffer.allocate(HEADER_BYTES + values * type.bytes).order(ByteOrder.LITTLE_ENDIAN);
    file.put(header(type, shape));
    return file;
  }

  private static byte[] header(Type type, int... shape) {
    String lengths =
        Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    String dictionary =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s%s), }"
            .formatted(type.descriptor, lengths, shape.length == 1 ? "," : "");
    byte[] header = new byte[HEADER_BYTES];
    Arrays.fill(header, (byte) ' ');
    System.arraycopy(MAGIC, 0, header, 0, MAGIC.length);
    header[8] = (byte) (HEADER_BYTES - 10);
    header[9] = 0;
    byte[] text = dictionary.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, header, 10, text.length);
    header[HEADER_BYTES - 1] = '\n';
    return header;
  }

  /**
   * What a file says of its elements.
   *
   * @param shape length of each dimension
   * @param bytes before the first element
   */
  public record Header(Type type, int[] shape, int bytes) {

    /** The most bytes that a header of version 1.0 can have. */
    public static final int MOST_BYTES = 10 + 0xFFFF;

    /** Returns the size of the whole file. */
    public long fileBytes() {
      return bytes
          + Arrays.stream(shape)
              .asLongStream()
              .reduce(type.bytes, (a, b) -> Math.multiplyExact(a, b));
    }
  }

  /**
   * Reads a file of one of the three types.
   *
   * @param name the file's name, for the message
   * @throws InvalidInput if it is no such file or is cut short
   */
  public static Npy decode(String name, byte[] file) {
    Header header = header(name, file, file.length);
    ByteBuffer elements =
        ByteBuffer.wrap(file).position(header.bytes).slice().order(ByteOrder.LITTLE_ENDIAN);
    return new Npy(header.type, header.shape, elements);
  }

  /**
   * Reads the header of a file of one of the three types.
   *
   * @param name the file's name, for the message
   * @param start the file's first bytes: {@link Header#MOST_BYTES}, or all where it has fewer
   * @param fileBytes size of the whole file
   * @throws InvalidInput if it is no such file or is cut short
   */
  public static Header header(String name, byte[] start, long fileBytes) {
    if (start.length < 10 || !Arrays.equals(MAGIC, 0, 8, start, 0, 8)) {
      throw new InvalidInput(name, "is not a version 1.0 .npy file");
    }
    int length =
        Short.toUnsignedInt(ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getShort(8));
    if (10 + length > start.length) {
      throw new InvalidInput(name, "ends within its header");
    }
    Matcher text = HEADER.matcher(new String(start, 10, length, StandardCharsets.US_ASCII));
    if (!text.matches()) {
      throw new InvalidInput(name, "has a header that is not plain C order");
    }
    Type type =
        Arrays.stream(Type.values())
            .filter(t -> t.descriptor.equals(text.group(1)))
            .findFirst()
            .orElseThrow(() -> new InvalidInput(name, "has elements of type " + text.group(1)));
    int[] shape =
        Pattern.compile(",")
            .splitAsStream(text.group(2))
            .map(String::strip)
            .filter(axis -> !axis.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    Header header = new Header(type, shape, 10 + length);
    if (fileBytes != header.fileBytes()) {
      throw new InvalidInput(
          name,
          "holds "
              + (fileBytes - header.bytes)
              + " bytes of elements, not "
              + (header.fileBytes() - header.bytes));
    }
    return header;
  }

  /** Returns the elements of a {@link Type#FLOAT32} array. */
  public float[] floats() {
    require(Type.FLOAT32);
    float[] values = new float[elements.remaining() / 4];
    elements.asFloatBuffer().get(values);
    return values;
  }

  /** Returns the elements of an {@link Type#INT32} array. */
  public int[] ints() {
    require(Type.INT32);
    int[] values = new int[elements.remaining() / 4];
    elements.asIntBuffer().get(values);
    return values;
  }

  /** Returns the elements of a {@link Type#UINT8} array. */
  public byte[] bytes() {
    require(Type.UINT8);
    byte[] values = new byte[elements.remaining()];
    elements.duplicate().get(values);
    return values;
  }

  private void require(Type wanted) {
    if (type != wanted) {
      throw new InvalidInput("npy", "holds " + type + " where " + wanted + " is needed");
    }
  }
}
