package io.modicum.gateway.exchange;

import io.modicum.contracts.failure.InvalidInput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A line per image: its path in a dataset with a folder per class, a tab, and where its file is.
 * What a class name has that a folder's name cannot have is percent-encoded, so that no path leads
 * out of the dataset.
 */
final class FolderManifest {

  private static final Pattern NOT_IN_FOLDERS = Pattern.compile("[%/\\\\:*?\"<>|\\x00-\\x1F\\x7F]");

  private FolderManifest() {}

  static String folder(String label) {
    if (label.equals(".") || label.equals("..")) {
      return label.replace(".", "%2E");
    }
    return NOT_IN_FOLDERS
        .matcher(label)
        .replaceAll(match -> String.format(Locale.ROOT, "%%%02X", (int) match.group().charAt(0)));
  }

  static ImageLabel read(String line) {
    String[] columns = line.split("\t", 2);
    String path = columns[0];
    int slash = path.lastIndexOf('/');
    if (slash < 1) {
      throw new InvalidInput(
          "path", "must be class/image, such as cat/0042.png, was '" + path + "'");
    }
    String folder = path.substring(path.lastIndexOf('/', slash - 1) + 1, slash);
    try {
      String label = URLDecoder.decode(folder.replace("+", "%2B"), StandardCharsets.UTF_8);
      String image = columns.length > 1 && ImageJoin.isOurs(columns[1]) ? columns[1] : path;
      return new ImageLabel(ImageReference.of(image), label);
    } catch (IllegalArgumentException noCode) {
      throw new InvalidInput("path", "has a % that encodes nothing; write it as %25", noCode);
    }
  }

  /** Writes such lines. */
  static final class Writer implements LabelWriter {
    private final java.io.Writer out;

    Writer(OutputStream out) {
      this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    }

    @Override
    public void write(ExportedImage image) throws IOException {
      if (image.label().isPresent()) {
        String folder = folder(image.label().get().name());
        out.write(folder + "/" + image.image() + ".png\t" + image.url() + "\n");
      }
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }
}
