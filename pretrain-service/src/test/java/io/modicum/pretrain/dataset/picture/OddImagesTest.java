package io.modicum.pretrain.dataset.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.pretrain.dataset.archive.Archive;
import io.modicum.pretrain.dataset.archive.Archives;
import io.modicum.pretrain.dataset.picture.Picture.Pixels;
import io.modicum.pretrain.dataset.picture.Picture.Size;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images as cameras, programs and people of ill will write them. */
class OddImagesTest {

  private static final int APP1 = 0xe1;
  private static final int APP2 = 0xe2;

  /** Red at the top left, green at the top right, blue at the bottom left, yellow. */
  private static final String UPRIGHT = "RGBY";

  @ParameterizedTest
  @CsvSource({
    "1, RGBY", "2, GRYB", "3, YBGR", "4, BYRG", "5, RBGY", "6, GYRB", "7, YGBR", "8, BRYG"
  })
  void aPhotographIsTurnedAsViewersShowIt(int orientation, String stored) {
    int width = orientation >= 5 ? 16 : 32;
    byte[] jpeg = withSegment(quadrants(stored, width, 48 - width, "jpg"), APP1, exif(orientation));

    try (Archive archive = Archives.open(new Archives().with("a/1.jpg", jpeg).zip())) {
      Picture picture = KnownDecoders.ALL.picture(archive, "a/1.jpg");

      assertThat(picture.size()).isEqualTo(new Size(32, 16));
      assertThat(picture.decode().size()).isEqualTo(new Size(32, 16));
      assertThat(corners(picture.decode())).isEqualTo(UPRIGHT);
    }
  }

  @Test
  void aPngIsTurnedToo() {
    byte[] exif = Arrays.copyOfRange(exif(6), 6, exif(6).length);
    byte[] png = withChunk(quadrants("GYRB", 16, 32, "png"), "eXIf", exif);

    assertThat(corners(decode(png))).isEqualTo(UPRIGHT);
  }

  @Test
  void brokenExifTellsNothing() {
    byte[] jpeg = quadrants(UPRIGHT, 32, 16, "jpg");
    byte[] exif = exif(6);
    for (int length = 6; length < exif.length - 4; length++) {
      assertThat(corners(decode(withSegment(jpeg, APP1, Arrays.copyOf(exif, length)))))
          .isEqualTo(UPRIGHT);
    }
  }

  /** The values are Pillow's: {@code Image.open(…).convert("RGB")}. */
  @ParameterizedTest
  @ValueSource(strings = {"cmyk.jpg", "cmyk-k.jpg"})
  void fourInksAreAsLightAsPillowMakesThem(String name) throws IOException {
    try (InputStream in = getClass().getResourceAsStream("/images/" + name)) {
      Pixels pixels = decode(in.readAllBytes());

      assertThat(rgb(pixels, 16, 4)).containsExactly(131, 131, 131);
      assertThat(rgb(pixels, 8, 24)).containsExactly(128, 64, 32);
      assertThat(rgb(pixels, 24, 24)).containsExactly(30, 120, 90);
      long sum = 0;
      for (byte value : pixels.planes()) {
        sum += value & 0xff;
      }
      assertThat(sum).isEqualTo(313_904);
    }
  }

  @Test
  void aProfileThatIsNoneDoesNotMatter() {
    byte[] jpeg = quadrants(UPRIGHT, 32, 16, "jpg");
    byte[] profile = "ICC_PROFILE\0\1\1nonsense".getBytes(StandardCharsets.ISO_8859_1);
    byte[] png =
        withChunk(
            quadrants(UPRIGHT, 32, 16, "png"),
            "iCCP",
            "x\0\0none".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(decode(withSegment(jpeg, APP2, profile)).planes()).isEqualTo(decode(jpeg).planes());
    assertThat(corners(decode(png))).isEqualTo(UPRIGHT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gif", "bmp"})
  void otherKindsAreReadAndShownAsPng(String format) throws IOException {
    byte[] file = quadrants(UPRIGHT, 32, 16, format);

    try (Archive archive = Archives.open(new Archives().with("a/1.jpg", file).zip())) {
      Picture picture = KnownDecoders.ALL.picture(archive, "a/1.jpg");

      assertThat(corners(picture.decode())).isEqualTo(UPRIGHT);
      BufferedImage shown = ImageIO.read(new ByteArrayInputStream(picture.file().orElseThrow()));
      assertThat(shown.getRGB(0, 0)).isEqualTo(0xffff0000);
    }
  }

  /** The bytes are Pillow's: 4×4 of one red, lossless. */
  @Test
  void webpIsRead() {
    byte[] webp =
        HexFormat.of()
            .parseHex(
                "524946461e000000574542505650384c110000002f03c000000750942217a5ff8188e87f0000");

    assertThat(rgb(decode(webp), 1, 1)).containsExactly(200, 40, 40);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.5, 0.9})
  void imagesThatAreCutShortAreRefused(double part) {
    for (byte[] file :
        new byte[][] {noise("jpg", false), noise("jpg", true), noise("png", false)}) {
      assertRefused(Arrays.copyOf(file, (int) (part * file.length)), "a/1.img: does not decode");
    }
  }

  @Test
  void aJpegThatLacksNothingButItsEndIsTaken() {
    byte[] jpeg = noise("jpg", false);

    assertThat(decode(Arrays.copyOf(jpeg, jpeg.length - 2)).planes())
        .isEqualTo(decode(jpeg).planes());
  }

  @Test
  void aJpegWithGarbageInsideIsRefused() {
    byte[] jpeg = noise("jpg", false);
    for (int i = jpeg.length / 2; i < jpeg.length - 2; i++) {
      jpeg[i] = (byte) (i * 31);
    }

    assertRefused(jpeg, "does not decode");
  }

  @Test
  void aJpegOfMoreScansThanAnyImageNeedsIsRefusedBeforeItIsDecoded() throws IOException {
    byte[] jpeg = noise("jpg", true);
    int lastScan = new String(jpeg, StandardCharsets.ISO_8859_1).lastIndexOf("\u00ff\u00da");
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    bomb.write(jpeg, 0, lastScan);
    for (int i = 0; i < 600; i++) {
      bomb.write(jpeg, lastScan, jpeg.length - 2 - lastScan);
    }
    bomb.write(jpeg, jpeg.length - 2, 2);

    assertRefused(bomb.toByteArray(), "more than 500 scans");
  }

  @Test
  void scansOfLargeImagesAreFewer() throws IOException {
    byte[] jpeg = noise("jpg", true);
    int frame = new String(jpeg, StandardCharsets.ISO_8859_1).indexOf("\u00ff\u00c2");
    ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 16_000).putShort(frame + 7, (short) 16_000);

    assertThatThrownBy(() -> new JpegFile(jpeg)).hasMessageContaining("scans");
  }

  @Test
  void textsThatUnpackToMuchAreNotUnpacked() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes("a\0\0".getBytes(StandardCharsets.ISO_8859_1));
    try (DeflaterOutputStream deflater =
        new DeflaterOutputStream(text, new Deflater(Deflater.BEST_SPEED))) {
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 4096; i++) {
        deflater.write(zeros);
      }
    }
    BufferedImage palette = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_INDEXED);
    byte[] png = withChunk(Archives.encode(palette, "png"), "zTXt", text.toByteArray());

    assertThat(decode(png).size()).isEqualTo(new Size(8, 8));
  }

  private static void assertRefused(byte[] file, String message) {
    assertThatThrownBy(() -> decode(file))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("a/1.img")
        .hasMessageContaining(message);
  }

  private static Pixels decode(byte[] file) {
    try (Archive archive = Archives.open(new Archives().with("a/1.img", file).zip())) {
      return KnownDecoders.ALL.picture(archive, "a/1.img").decode();
    }
  }

  private static byte[] quadrants(String colours, int width, int height, String format) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        char colour = colours.charAt((y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1));
        image.setRGB(x, y, new int[] {0xff0000, 0xff00, 0xff, 0xffff00}["RGBY".indexOf(colour)]);
      }
    }
    return Archives.encode(image, format);
  }

  private static String corners(Pixels pixels) {
    int right = pixels.size().width() - 3;
    int bottom = pixels.size().height() - 3;
    return colour(pixels, 2, 2)
        + colour(pixels, right, 2)
        + colour(pixels, 2, bottom)
        + colour(pixels, right, bottom);
  }

  private static String colour(Pixels pixels, int x, int y) {
    int[] rgb = rgb(pixels, x, y);
    return rgb[2] > 127 ? "B" : rgb[0] < 128 ? "G" : rgb[1] < 128 ? "R" : "Y";
  }

  private static int[] rgb(Pixels pixels, int x, int y) {
    int plane = pixels.size().width() * pixels.size().height();
    int at = y * pixels.size().width() + x;
    return new int[] {
      pixels.planes()[at] & 0xff,
      pixels.planes()[plane + at] & 0xff,
      pixels.planes()[2 * plane + at] & 0xff
    };
  }

  private static byte[] noise(String format, boolean progressive) {
    BufferedImage image = new BufferedImage(96, 64, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 64; y++) {
      for (int x = 0; x < 96; x++) {
        image.setRGB(x, y, (x * 7919 + y * 104_729) * 2_654_435 & 0xffffff);
      }
    }
    if (!progressive) {
      return Archives.encode(image, format);
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static byte[] exif(int orientation) {
    ByteBuffer exif = ByteBuffer.allocate(6 + 8 + 2 + 12 + 4);
    exif.put("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1)).putInt(8).putShort((short) 1);
    exif.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
    return exif.array();
  }

  private static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
    ByteBuffer file = ByteBuffer.allocate(jpeg.length + 4 + content.length);
    file.put(jpeg, 0, 2).put((byte) 0xff).put((byte) marker);
    file.putShort((short) (2 + content.length)).put(content);
    return file.put(jpeg, 2, jpeg.length - 2).array();
  }

  private static byte[] withChunk(byte[] png, String type, byte[] content) {
    int header = 33;
    byte[] typed = type.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 crc = new CRC32();
    crc.update(typed);
    crc.update(content);
    ByteBuffer file = ByteBuffer.allocate(png.length + 12 + content.length);
    file.put(png, 0, header).putInt(content.length).put(typed).put(content);
    return file.putInt((int) crc.getValue()).put(png, header, png.length - header).array();
  }
}
