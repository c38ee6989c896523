package io.modicum.gateway.exchange.format;

import io.modicum.contracts.failure.InvalidInput;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A line per image: its path in a dataset with a folder per class, those of the evaluation sample
 * in a folder of their own, a tab, and where its file is. What a class name has that a folder's
 * name cannot have is percent-encoded, so that no path leads out of the dataset.
 */
@ApplicationScoped
class FolderFormat implements LabelFormat {

  private static final Pattern NOT_IN_FOLDERS = Pattern.compile("[%/\\\\:*?\"<>|\\x00-\\x1F\\x7F]");

  @Override
  public Description description() {
    return new Description(
        "folders",
        "A path per image, in a folder per class, and where its file is.",
        "",
        "text/tab-separated-values",
        "tsv");
  }

  @Override
  public Writer writer(OutputStream out) {
    return new PathWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }

  @Override
  public Optional<Reader> reader(FieldMapping names) {
    return Optional.of(new LineReader(FolderFormat::read));
  }

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
      String image =
          columns.length > 1 && ImageAddress.read(columns[1]).isPresent() ? columns[1] : path;
      return new ImageLabel(ImageReference.named(image), label);
    } catch (IllegalArgumentException noCode) {
      throw new InvalidInput("path", "has a % that encodes nothing; write it as %25", noCode);
    }
  }

  private record PathWriter(java.io.Writer out) implements Writer {

    @Override
    public void write(ExportedImage image) throws IOException {
      if (image.label().isPresent()) {
        String folder = folder(image.label().get().name());
        String split = image.evaluation() ? image.split() + "/" : "";
        out.write(split + folder + "/" + image.image() + ".png\t" + image.url() + "\n");
      }
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }
}
