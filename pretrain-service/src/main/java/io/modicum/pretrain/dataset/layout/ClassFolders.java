package io.modicum.pretrain.dataset.layout;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.store.ContentAddress;
import io.modicum.pretrain.dataset.archive.Archive;
import io.modicum.pretrain.dataset.picture.ImageDecoders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Image files in a folder per class: {@code train/<class>/} with {@code test/<class>/} or {@code
 * val/<class>/}, or {@code <class>/train/} and so on, or {@code <class>/} alone, of which a
 * class-stratified fifth is held out as the test split. {@code unlabeled/} holds further images of
 * the pool. Folders below a class's are part of it.
 */
final class ClassFolders {

  private static final double HELD_OUT = 0.2;

  private final Archive archive;
  private final ImageDecoders decoders;
  private final List<Place> places;
  private final SortedMap<String, List<String>> train = new TreeMap<>();
  private final SortedMap<String, List<String>> validation = new TreeMap<>();
  private final SortedMap<String, List<String>> test = new TreeMap<>();
  private final List<String> unlabeled = new ArrayList<>();

  /**
   * An image's path, and the folders in it that tell something.
   *
   * @param folders the last of them is its own
   */
  private record Place(String image, List<String> folders) {

    String folder(int depth) {
      return folders.get(depth);
    }

    boolean isIn(int depth, Split split) {
      return folders.size() > depth && Split.of(folders.get(depth)) == split;
    }

    boolean isInSplitWithClasses(int depth) {
      return folders.size() > depth && Split.of(folders.get(depth)).hasClasses();
    }

    Place without(int depth) {
      List<String> rest = new ArrayList<>(folders);
      rest.remove(depth);
      return new Place(image, rest);
    }

    Place splitFirst() {
      List<String> turned = new ArrayList<>(folders);
      turned.set(0, folders.get(1));
      turned.set(1, folders.get(0));
      return new Place(image, turned);
    }
  }

  private ClassFolders(Archive archive, ImageDecoders decoders, List<Place> places) {
    this.archive = archive;
    this.decoders = decoders;
    this.places = places;
  }

  /**
   * Reads the layout.
   *
   * @throws InvalidInput if images are in the wrong place or there are fewer than two classes
   */
  static PictureCollection read(Archive archive, ImageDecoders decoders) {
    List<String> images = ImageFiles.require(archive, decoders);
    int wrapper = wrapperLength(images);
    List<Place> places =
        images.stream().map(image -> place(image, image.substring(wrapper))).toList();
    return new ClassFolders(archive, decoders, withoutRepeatedSplits(splitsFirst(places)))
        .collection();
  }

  private static Place place(String image, String path) {
    List<String> parts = List.of(path.split("/"));
    return new Place(image, parts.subList(0, parts.size() - 1));
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

  /** Turns {@code <class>/train/} into {@code train/<class>/} where all images lie so. */
  private static List<Place> splitsFirst(List<Place> places) {
    boolean classesFirst =
        places.stream()
                .allMatch(place -> place.isIn(0, Split.UNLABELED) || place.isInSplitWithClasses(1))
            && places.stream().noneMatch(place -> place.isInSplitWithClasses(0))
            && places.stream().anyMatch(place -> place.isIn(1, Split.TRAIN));
    return classesFirst
        ? places.stream()
            .map(place -> place.isIn(0, Split.UNLABELED) ? place : place.splitFirst())
            .toList()
        : places;
  }

  /** Takes {@code test_set/test_set/<class>/} for {@code test_set/<class>/}. */
  private static List<Place> withoutRepeatedSplits(List<Place> places) {
    Map<Split, Boolean> repeated =
        places.stream()
            .filter(place -> place.isInSplitWithClasses(0))
            .collect(
                Collectors.groupingBy(
                    place -> Split.of(place.folder(0)),
                    Collectors.reducing(
                        true,
                        place -> place.isIn(1, Split.of(place.folder(0))),
                        Boolean::logicalAnd)));
    return places.stream()
        .map(
            place ->
                place.isInSplitWithClasses(0) && repeated.get(Split.of(place.folder(0)))
                    ? place.without(1)
                    : place)
        .toList();
  }

  private PictureCollection collection() {
    boolean split =
        places.stream().anyMatch(place -> place.isIn(0, Split.TRAIN) && place.folders().size() > 1);
    List<String> misplaced = new ArrayList<>();
    for (Place place : places) {
      if (!(split ? sortIntoSplit(place) : sortIntoClass(place))) {
        misplaced.add(place.image());
      }
    }
    refuseMisplaced(misplaced, split);
    if (!split) {
      refuseUnclearClasses();
    }
    if (train.size() < 2) {
      throw new InvalidInput(
          archive.name(),
          "has "
              + train.size()
              + " class folders with images; at least two are needed, a folder per class"
              + ImageFiles.AS_IMAGES);
    }
    List<String> classes = List.copyOf(train.keySet());
    arrangeSplits();
    List<LabelledPicture> pool = pictures(classes, train);
    unlabeled.forEach(image -> pool.add(picture(image, LabelledPicture.UNKNOWN)));
    return new PictureCollection(classes, pool, pictures(classes, test));
  }

  private boolean sortIntoSplit(Place place) {
    if (place.isIn(0, Split.UNLABELED)
        || (place.isIn(0, Split.TRAIN) && place.isIn(1, Split.UNLABELED))) {
      return unlabeled.add(place.image());
    }
    if (place.folders().size() < 2) {
      return false;
    }
    return switch (Split.of(place.folder(0))) {
      case TRAIN -> add(train, place.folder(1), place);
      case VALIDATION -> add(validation, place.folder(1), place);
      case TEST -> add(test, place.folder(1), place);
      case UNLABELED, NONE -> false;
    };
  }

  private boolean sortIntoClass(Place place) {
    if (place.folders().isEmpty()) {
      return false;
    }
    return place.isIn(0, Split.UNLABELED)
        ? unlabeled.add(place.image())
        : add(train, place.folder(0), place);
  }

  private static boolean add(SortedMap<String, List<String>> folders, String name, Place place) {
    return folders.computeIfAbsent(name, none -> new ArrayList<>()).add(place.image());
  }

  private void refuseMisplaced(List<String> misplaced, boolean split) {
    if (misplaced.isEmpty()) {
      return;
    }
    if (train.isEmpty()) {
      throw new InvalidInput(
          archive.name(),
          "has "
              + misplaced.size()
              + " images outside of class folders; make a folder per class, such as cat/1.jpg and"
              + " dog/2.jpg, and put images whose class is not known yet into unlabeled/"
              + ImageFiles.AS_IMAGES);
    }
    throw new InvalidInput(
        misplaced.get(0),
        "is in the wrong place"
            + NameList.of(", as are ", misplaced.subList(1, misplaced.size()))
            + "; images belong in "
            + (split ? "train/<class>/, test/<class>/, val/<class>/" : "<class>/")
            + " or, if their class is not known, in unlabeled/"
            + ImageFiles.AS_IMAGES);
  }

  /** Refuses {@code a/x/}, {@code a/y/}, {@code b/x/}, {@code b/y/}: which are the classes? */
  private void refuseUnclearClasses() {
    Map<String, Set<String>> parents = new HashMap<>();
    for (Place place : places) {
      if (place.folders().size() > 1 && !place.isIn(0, Split.UNLABELED)) {
        String below = String.join("/", place.folders().subList(1, place.folders().size()));
        parents.computeIfAbsent(below, none -> new HashSet<>()).add(place.folder(0));
      }
    }
    List<String> shared =
        parents.keySet().stream().filter(below -> parents.get(below).size() > 1).sorted().toList();
    if (shared.size() > 1) {
      throw new InvalidInput(
          archive.name(),
          "has the folders "
              + NameList.of("", shared)
              + " in several folders each, so that it cannot be told which are the classes; pack"
              + " one folder per class"
              + ImageFiles.AS_IMAGES);
    }
  }

  /** Makes {@code val/} the test split where there is no {@code test/}, else part of the pool. */
  private void arrangeSplits() {
    refuseUnknownClasses(validation);
    refuseUnknownClasses(test);
    if (test.isEmpty() && validation.isEmpty()) {
      train.forEach(this::holdOut);
    } else if (test.isEmpty()) {
      test.putAll(validation);
    } else {
      validation.forEach((name, images) -> train.get(name).addAll(images));
    }
  }

  private void refuseUnknownClasses(SortedMap<String, List<String>> folders) {
    List<String> unknown =
        folders.keySet().stream().filter(name -> !train.containsKey(name)).toList();
    if (!unknown.isEmpty()) {
      throw new InvalidInput(
          folders.get(unknown.get(0)).get(0),
          "is of class '"
              + unknown.get(0)
              + "', of which train/ has no folder"
              + NameList.of(" (nor of ", unknown.subList(1, unknown.size()))
              + (unknown.size() > 1 ? ")" : "")
              + "; add it there or leave it out here");
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
          images.forEach(image -> pictures.add(picture(image, label)));
        });
    return pictures;
  }

  private LabelledPicture picture(String image, int label) {
    return new LabelledPicture(decoders.picture(archive, image), label);
  }
}
