package io.modicum.pretrain.dataset.layout;

import io.modicum.contracts.catalogue.Description;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.pretrain.dataset.archive.Archive;
import io.modicum.pretrain.dataset.archive.SkippedFiles;
import io.modicum.pretrain.dataset.picture.ImageDecoders;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Images whose classes stand in {@code metadata.csv}, {@code metadata.jsonl} or {@code labels.csv},
 * as in Hugging Face's image folders: one such table for all, or one in the folder of each split.
 * Which split an image is of tells a column {@code split}, or else the folders that it is in.
 * Images that no table names are in the pool without a label, unless they lie in the folder of a
 * test split.
 */
@ApplicationScoped
class TableOfLabels implements Layout {

  private static final Set<String> NAMES = Set.of("metadata.csv", "metadata.jsonl", "labels.csv");

  private final ImageDecoders decoders;

  TableOfLabels(ImageDecoders decoders) {
    this.decoders = decoders;
  }

  @Override
  public Description description() {
    return new Description(
        "table-of-labels",
        "Images with their classes in metadata.csv, metadata.jsonl or labels.csv.",
        "Hugging Face's image folders",
        List.of());
  }

  @Override
  public int turn() {
    return 50;
  }

  @Override
  public boolean recognises(Archive archive) {
    List<String> tables = tables(archive);
    FilesByName files = new FilesByName(tables.isEmpty() ? new TreeSet<>() : archive.paths());
    return tables.stream().anyMatch(path -> labelsAny(archive, path, files));
  }

  private static boolean labelsAny(Archive archive, String path, FilesByName files) {
    try {
      LabelTable table = LabelTable.read(archive, path);
      return table.namesLabels()
          && table.rows().stream()
              .anyMatch(row -> files.find(table.folder(), row.file()).isPresent());
    } catch (InvalidInput broken) {
      return false;
    }
  }

  private static List<String> tables(Archive archive) {
    return archive.paths().stream()
        .filter(path -> NAMES.contains(Archive.baseName(path).toLowerCase(Locale.ROOT)))
        .toList();
  }

  @Override
  public PictureCollection read(Archive archive) {
    SortedSet<String> files = archive.paths();
    SortedMap<String, Listed> listed = new TreeMap<>();
    List<LabelTable> tables =
        tables(archive).stream().map(at -> LabelTable.read(archive, at)).toList();
    requireColumns(archive, tables);
    FilesByName byName = new FilesByName(files);
    for (LabelTable table : tables) {
      for (LabelTable.Row row : table.rows()) {
        Optional<String> file = byName.find(table.folder(), row.file());
        file.ifPresentOrElse(
            path -> list(listed, path, table, row),
            () ->
                archive
                    .skipped()
                    .add(
                        SkippedFiles.MISSING,
                        table.folder() + row.file(),
                        "row "
                            + row.number()
                            + " of "
                            + table.path()
                            + " names it, but there is no such file, or more than one"));
      }
    }
    if (listed.isEmpty()) {
      throw new InvalidInput(
          tables.get(0).path(),
          "names no file that is in the archive" + archive.skipped().named(SkippedFiles.MISSING));
    }
    ImageFiles.in(archive, decoders).stream()
        .filter(image -> !listed.containsKey(image) && !isHeldOut(splitOf(image)))
        .forEach(
            image -> {
              listed.put(image, Listed.NOWHERE);
              archive
                  .skipped()
                  .note(SkippedFiles.UNLISTED, image, "no row names it; taken without a label");
            });
    return collection(archive, listed);
  }

  private static void requireColumns(Archive archive, List<LabelTable> tables) {
    if (tables.isEmpty()) {
      throw new InvalidInput(
          archive.name(), "has none of " + String.join(", ", NAMES.stream().sorted().toList()));
    }
    if (tables.stream().noneMatch(LabelTable::namesFiles)) {
      throw new InvalidInput(
          tables.get(0).path(),
          "must have the columns file_name and label, separated by commas, semicolons or tabs; has "
              + String.join(", ", tables.get(0).columns()));
    }
  }

  private static void list(
      Map<String, Listed> listed, String path, LabelTable table, LabelTable.Row row) {
    Split split = row.split() == Split.NONE ? splitOf(path) : row.split();
    Listed now = new Listed(row.label(), split);
    Listed before = listed.putIfAbsent(path, now);
    if (before != null && !before.equals(now)) {
      throw new InvalidInput(
          table.path(),
          "row " + row.number() + " says of " + row.file() + " what another row contradicts");
    }
  }

  private static Split splitOf(String path) {
    String[] parts = path.split("/");
    return Arrays.stream(parts, 0, parts.length - 1)
        .map(Split::of)
        .filter(split -> split != Split.NONE)
        .findFirst()
        .orElse(Split.NONE);
  }

  private static boolean isHeldOut(Split split) {
    return split == Split.TEST || split == Split.VALIDATION;
  }

  private PictureCollection collection(Archive archive, SortedMap<String, Listed> listed) {
    List<String> classes =
        listed.values().stream()
            .flatMap(one -> one.label().stream())
            .distinct()
            .sorted(Comparator.comparing(TableOfLabels::numbersFirst).thenComparing(name -> name))
            .toList();
    Map<String, Integer> labels = new HashMap<>();
    classes.forEach(name -> labels.put(name, labels.size()));
    Split tested =
        listed.values().stream().anyMatch(one -> one.split() == Split.TEST)
            ? Split.TEST
            : Split.VALIDATION;
    List<LabelledPicture> pool = new ArrayList<>();
    List<LabelledPicture> test = new ArrayList<>();
    listed.forEach(
        (path, one) -> {
          int label = one.label().map(labels::get).orElse(LabelledPicture.UNKNOWN);
          (one.split() == tested ? test : pool)
              .add(new LabelledPicture(decoders.picture(archive, path), label));
        });
    return new PictureCollection(classes, pool, test);
  }

  /** Returns the number that a name is, so that 10 comes after 9; of others, the largest. */
  private static long numbersFirst(String name) {
    return name.matches("[0-9]{1,18}") ? Long.parseLong(name) : Long.MAX_VALUE;
  }

  /** What is known of an image. */
  private record Listed(Optional<String> label, Split split) {

    static final Listed NOWHERE = new Listed(Optional.empty(), Split.NONE);
  }

  /** Finds the files that tables name. */
  private static final class FilesByName {

    private final SortedSet<String> files;
    private final Map<String, List<String>> byName = new HashMap<>();

    FilesByName(SortedSet<String> files) {
      this.files = files;
      files.forEach(
          path ->
              byName.computeIfAbsent(Archive.baseName(path), none -> new ArrayList<>(1)).add(path));
    }

    /**
     * Returns the file that a table in a folder means: that at the name from this folder; else from
     * one around it, if the name has folders; else the only one below it that ends so.
     */
    Optional<String> find(String folder, String name) {
      if (files.contains(folder + name)) {
        return Optional.of(folder + name);
      }
      if (name.contains("/")) {
        for (String around = around(folder); !around.equals(folder); around = around(around)) {
          if (files.contains(around + name)) {
            return Optional.of(around + name);
          }
          if (around.isEmpty()) {
            break;
          }
        }
      }
      List<String> ending =
          byName.getOrDefault(Archive.baseName(name), List.of()).stream()
              .filter(path -> path.startsWith(folder) && path.endsWith("/" + name))
              .toList();
      return ending.size() == 1 ? Optional.of(ending.get(0)) : Optional.empty();
    }

    private static String around(String folder) {
      return folder.isEmpty()
          ? folder
          : folder.substring(0, folder.lastIndexOf('/', folder.length() - 2) + 1);
    }
  }
}
