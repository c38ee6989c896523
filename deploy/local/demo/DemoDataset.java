import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.plugins.jpeg.JPEGImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Makes the demo dataset: the first images of each class of CIFAR-10, in the order of the official
 * batches, as JPEG files in a folder per class.
 *
 * <p>Run: {@code java DemoDataset.java cifar-10-binary.tar.gz OUT.zip}. The same archive gives the
 * same bytes.
 */
public class DemoDataset {

  private static final int TRAIN_PER_CLASS = 1000;
  private static final int TEST_PER_CLASS = 200;
  private static final float QUALITY = 0.92f;
  private static final int SIDE = 32;
  private static final int TAR_BLOCK = 512;
  private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(2009, 4, 8, 0, 0);
  private static final String[] CLASSES = {
    "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"
  };

  private DemoDataset() {}

  public static void main(String[] args) throws IOException {
    Map<String, byte[]> batches = new TreeMap<>();
    try (DataInputStream tar =
        new DataInputStream(new GZIPInputStream(Files.newInputStream(Path.of(args[0])), 1 << 16))) {
      readBatches(tar, batches);
    }
    Map<String, byte[]> files = new TreeMap<>();
    int[] train = new int[CLASSES.length];
    for (int batch = 1; batch <= 5; batch++) {
      byte[] records = batches.get("data_batch_" + batch + ".bin");
      select(records, (batch - 1) * 10_000, "train", TRAIN_PER_CLASS, train, files);
    }
    select(
        batches.get("test_batch.bin"), 0, "test", TEST_PER_CLASS, new int[CLASSES.length], files);
    write(files, Path.of(args[1]));
    System.out.printf("%d images, %d bytes%n", files.size(), Files.size(Path.of(args[1])));
  }

  private static void readBatches(DataInputStream tar, Map<String, byte[]> batches)
      throws IOException {
    byte[] header = new byte[TAR_BLOCK];
    while (true) {
      tar.readFully(header);
      if (header[0] == 0) {
        return;
      }
      String name = new String(header, 0, 100, StandardCharsets.US_ASCII).split("\0")[0];
      String octal = new String(header, 124, 12, StandardCharsets.US_ASCII).replace('\0', ' ');
      int size = Integer.parseInt(octal.strip(), 8);
      byte[] content = new byte[(size + TAR_BLOCK - 1) / TAR_BLOCK * TAR_BLOCK];
      tar.readFully(content);
      if (name.endsWith(".bin")) {
        batches.put(name.substring(name.lastIndexOf('/') + 1), content);
      }
    }
  }

  /** Takes the first images of each class from records of a label byte and three colour planes. */
  private static void select(
      byte[] records, int first, String split, int most, int[] taken, Map<String, byte[]> files)
      throws IOException {
    int planes = 3 * SIDE * SIDE;
    for (int i = 0; i < 10_000; i++) {
      int start = i * (1 + planes);
      int label = records[start];
      if (taken[label] < most) {
        taken[label]++;
        files.put(
            String.format(Locale.ROOT, "%s/%s/%05d.jpg", split, CLASSES[label], first + i),
            jpeg(image(records, start + 1)));
      }
    }
  }

  private static BufferedImage image(byte[] records, int start) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    int plane = SIDE * SIDE;
    for (int p = 0; p < plane; p++) {
      int red = records[start + p] & 0xff;
      int green = records[start + plane + p] & 0xff;
      int blue = records[start + 2 * plane + p] & 0xff;
      image.setRGB(p % SIDE, p / SIDE, red << 16 | green << 8 | blue);
    }
    return image;
  }

  private static byte[] jpeg(BufferedImage image) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    JPEGImageWriteParam parameters = (JPEGImageWriteParam) writer.getDefaultWriteParam();
    parameters.setCompressionMode(JPEGImageWriteParam.MODE_EXPLICIT);
    parameters.setCompressionQuality(QUALITY);
    parameters.setOptimizeHuffmanTables(true);
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(
            ImageTypeSpecifier.createFromRenderedImage(image), parameters);
    keepChroma(metadata);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, metadata), parameters);
    }
    writer.dispose();
    return bytes.toByteArray();
  }

  /** Asks for 4:4:4: at this size, halved colour planes would lose what tells classes apart. */
  private static void keepChroma(IIOMetadata metadata) throws IOException {
    String format = "javax_imageio_jpeg_image_1.0";
    Element tree = (Element) metadata.getAsTree(format);
    NodeList components = tree.getElementsByTagName("componentSpec");
    for (int i = 0; i < components.getLength(); i++) {
      ((Element) components.item(i)).setAttribute("HsamplingFactor", "1");
      ((Element) components.item(i)).setAttribute("VsamplingFactor", "1");
    }
    metadata.setFromTree(format, tree);
  }

  private static void write(Map<String, byte[]> files, Path target) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(target))) {
      zip.setLevel(9);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTimeLocal(ENTRY_TIME);
        zip.putNextEntry(entry);
        zip.write(file.getValue());
        zip.closeEntry();
      }
    }
  }
}
