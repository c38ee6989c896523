package io.modicum.pretrain.dataset;

import io.modicum.contracts.stage.InvalidInput;
import io.modicum.contracts.store.ContentAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * PNG or JPEG files in a folder per class: either {@code train/<class>/} with {@code test/<class>/}
 * or {@code val/<class>/}, or {@code <class>/} alone, of which a class-stratified fifth is held out
 * as the test split. {@code unlabeled/} holds further images of the pool.
 */
final class FolderPerClass {

  private static final double HELD_OUT = 0.2;
  private static final String UNLABELED = "unlabeled";
  private static final Set<String> READABLE = Set.of("png", "jpg", "jpeg");
  private static final Set<String> OTHER_IMAGES =
      Set.of("gif", "bmp", "tif", "tiff", "webp", "heic", "avif");

  private final Archive archive;
  private final SortedMap<String, List<String>> train = new TreeMap<>();
  private final SortedMap<String, List<String>> validation = new TreeMap<>();
  private final SortedMap<String, List<String>> test = new TreeMap<>();
  private final List<String> unlabeled = new ArrayList<>();

  private FolderPerClass(Archive archive) {
    this.archive = archive;
  }

  /**
   * Reads the layout.
   *
   * @throws InvalidInput if an image is in the wrong place or there are fewer than two classes
   */
  static PictureCollection read(Archive archive) {
    FolderPerClass layout = new FolderPerClass(archive);
    List<String> images = archive.paths().stream().filter(FolderPerClass::isImage).toList();
    if (images.isEmpty()) {
      throw new InvalidInput(archive.name(), "holds no PNG or JPEG images");
    }
    int wrapper = wrapperLength(images);
    boolean split =
        images.stream().anyMatch(image -> image.substring(wrapper).matches("train/[^/]+/[^/]+"));
    for (String image : images) {
      layout.sort(image, image.substring(wrapper).split("/"), split);
    }
    return layout.collection();
  }

  private static boolean isImage(String path) {
    String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (OTHER_IMAGES.contains(ending)) {
      throw new InvalidInput(path, "is neither PNG nor JPEG; convert it or leave it out");
    }
    return READABLE.contains(ending);
  }

  /** Returns the length of the folders that all images share and that are no class. */
  private static int wrapperLength(List<String> images) {
    int length = 0;
    while (true) {
      int from = length;
      int slash = images.get(0).indexOf('/', from);
      if (slash < 0) {
        return length;
      }
      String folder = images.get(0).substring(0, slash + 1);
      boolean shared =
          images.stream()
              .allMatch(
                  image -> image.startsWith(folder) && image.indexOf('/', folder.length()) >= 0);
      if (!shared) {
        return length;
      }
      length = folder.length();
    }
  }

  private void sort(String image, String[] path, boolean split) {
    if (path.length == 2 && path[0].equals(UNLABELED)) {
      unlabeled.add(image);
    } else if (split && path.length == 3 && path[0].equals("train")) {
      add(train, path[1], image);
    } else if (split && path.length == 3 && path[0].equals("val")) {
      add(validation, path[1], image);
    } else if (split && path.length == 3 && path[0].equals("test")) {
      add(test, path[1], image);
    } else if (!split && path.length == 2) {
      add(train, path[0], image);
    } else {
      throw new InvalidInput(
          image,
          "is in the wrong place; images belong in "
              + (split ? "train/<class>/, test/<class>/, val/<class>/" : "<class>/")
              + " or unlabeled/");
    }
  }

  private static void add(SortedMap<String, List<String>> folders, String name, String image) {
    folders.computeIfAbsent(name, newFolder -> new ArrayList<>()).add(image);
  }

  private PictureCollection collection() {
    if (train.size() < 2) {
      throw new InvalidInput(
          archive.name(),
          "has "
              + train.size()
              + " class folders with images; at least two are needed, a folder per class");
    }
    List<String> classes = List.copyOf(train.keySet());
    arrangeSplits();
    List<LabelledPicture> pool = pictures(classes, train);
    unlabeled.forEach(image -> pool.add(picture(image, LabelledPicture.UNKNOWN)));
    return new PictureCollection(classes, pool, pictures(classes, test));
  }

  /** Makes {@code val/} the test split where there is no {@code test/}, else part of the pool. */
  private void arrangeSplits() {
    if (test.isEmpty() && validation.isEmpty()) {
      train.forEach(this::holdOut);
    } else if (test.isEmpty()) {
      test.putAll(validation);
    } else {
      validation.forEach(
          (name, images) -> {
            if (!train.containsKey(name)) {
              throw unknownClass(images.get(0), name);
            }
            train.get(name).addAll(images);
          });
    }
  }

  /** Moves a fifth of a class to the test split, chosen by the hash of the file's name. */
  private void holdOut(String name, List<String> images) {
    int count = (int) Math.round(HELD_OUT * images.size());
    Map<String, String> hashes = new TreeMap<>();
    images.forEach(
        image ->
            hashes.put(
                image,
                ContentAddress.sha256(Archive.baseName(image).getBytes(StandardCharsets.UTF_8))));
    Set<String> held =
        new HashSet<>(
            images.stream()
                .sorted(Comparator.comparing((String image) -> hashes.get(image)))
                .limit(Math.min(images.size() - 1, Math.max(1, count)))
                .toList());
    if (!held.isEmpty()) {
      test.put(name, new ArrayList<>(images.stream().filter(held::contains).toList()));
      images.removeAll(held);
    }
  }

  private List<LabelledPicture> pictures(
      List<String> classes, SortedMap<String, List<String>> folders) {
    List<LabelledPicture> pictures = new ArrayList<>();
    folders.forEach(
        (name, images) -> {
          int label = classes.indexOf(name);
          if (label < 0) {
            throw unknownClass(images.get(0), name);
          }
          images.forEach(image -> pictures.add(picture(image, label)));
        });
    return pictures;
  }

  private LabelledPicture picture(String image, int label) {
    return new LabelledPicture(new EncodedPicture(archive, image), label);
  }

  private static InvalidInput unknownClass(String image, String name) {
    return new InvalidInput(image, "is of class '" + name + "', of which train/ has no folder");
  }
}
