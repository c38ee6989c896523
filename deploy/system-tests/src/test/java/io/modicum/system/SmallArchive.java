package io.modicum.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A few real photographs: the first images of each class of the demo dataset. */
final class SmallArchive {

  private static final int TRAIN_PER_CLASS = 40;
  private static final int TEST_PER_CLASS = 10;

  private SmallArchive() {}

  static Path write(Path file) throws IOException {
    Path demo = Path.of(System.getProperty("modicum.root"), "deploy/local/demo/cifar-10-demo.zip");
    Map<String, Integer> perFolder = new HashMap<>();
    try (ZipFile source = new ZipFile(demo.toFile());
        ZipOutputStream target = new ZipOutputStream(Files.newOutputStream(file))) {
      for (ZipEntry entry : List.copyOf(source.stream().toList())) {
        String folder = entry.getName().substring(0, entry.getName().lastIndexOf('/') + 1);
        int most = folder.startsWith("train/") ? TRAIN_PER_CLASS : TEST_PER_CLASS;
        if (!entry.isDirectory() && perFolder.merge(folder, 1, Integer::sum) <= most) {
          target.putNextEntry(new ZipEntry(entry.getName()));
          target.write(source.getInputStream(entry).readAllBytes());
          target.closeEntry();
        }
      }
    }
    return file;
  }
}
