package io.modicum.pretrain.dataset.layout;

import io.modicum.contracts.catalogue.Description;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.pretrain.dataset.archive.Archive;
import io.modicum.pretrain.dataset.archive.SkippedFiles;
import io.modicum.pretrain.dataset.picture.ImageDecoders;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Images whose classes stand in tables beside them, such as {@code metadata.csv}: one for all or
 * several, as in Hugging Face's image folders. Which split an image is of tells a column {@code
 * split}, or else the table's name, or else the folders that the image is in. Images that no table
 * names are in the pool without a label, unless they lie in the folder of a test split or a
 * manifest says which there are.
 */
@ApplicationScoped
class TableOfLabels implements Layout {

  private static final String OR_PASS_OVER =
      "; or, to pass over it, register with the format images or folder-per-class";

  private final ImageDecoders decoders;

  TableOfLabels(ImageDecoders decoders) {
    this.decoders = decoders;
  }

  @Override
  public Description description() {
    return new Description(
        "table-of-labels",
        "Images with their classes in a table, such as metadata.csv, metadata.jsonl, labels.csv or"
            + " manifest.csv.",
        "Hugging Face's image folders",
        List.of());
  }

  @Override
  public int turn() {
    return 50;
  }

  /** Also recognises what seems to be such a table and is not, so that its owner is told. */
  @Override
  public boolean recognises(Archive archive) {
    return tables(archive).stream().anyMatch(file -> isMeant(archive, file));
  }

  private static boolean isMeant(Archive archive, TableFile file) {
    try {
      LabelTable table = LabelTable.read(archive, file);
      return table.namesFiles()
          ? table.namesLabels() || file.isManifest()
          : table.namesLabels() && file.isUnmistakable();
    } catch (InvalidInput broken) {
      return true;
    }
  }

  private static List<TableFile> tables(Archive archive) {
    return archive.paths().stream().map(TableFile::of).flatMap(Optional::stream).toList();
  }

  @Override
  public PictureCollection read(Archive archive) {
    List<LabelTable> tables = tablesOfFiles(archive);
    SortedMap<String, Listed> listed = new TreeMap<>();
    NamedFiles files = new NamedFiles(archive);
    for (LabelTable table : tables) {
      List<Optional<String>> named = files.of(table);
      for (int row = 0; row < named.size(); row++) {
        list(archive, listed, table, table.rows().get(row), named.get(row));
      }
    }
    if (listed.isEmpty()) {
      throw new InvalidInput(
          tables.get(0).file().path(),
          "names no file that is here"
              + archive.skipped().named(SkippedFiles.MISSING)
              + archive.address().map(uri -> "; URIs here begin with " + uri).orElse("")
              + OR_PASS_OVER);
    }
    listed.forEach(
        (path, one) -> {
          if (one.contradictory()) {
            archive
                .skipped()
                .add(
                    SkippedFiles.CONTRADICTORY,
                    path,
                    "rows say different things of it; taken without a label");
          }
        });
    addUnlisted(archive, listed, tables.stream().anyMatch(table -> table.file().isManifest()));
    return collection(archive, listed);
  }

  private static List<LabelTable> tablesOfFiles(Archive archive) {
    List<LabelTable> tables = new ArrayList<>();
    int rows = 0;
    for (TableFile file : tables(archive)) {
      LabelTable table = readable(archive, file);
      rows += table.rows().size();
      if (rows > LabelTable.MOST_ROWS) {
        throw new InvalidInput(
            archive.name(), "has more than " + LabelTable.MOST_ROWS + " rows in its tables");
      }
      tables.add(table);
    }
    if (tables.isEmpty()) {
      throw new InvalidInput(archive.name(), "has no table, which is called " + TableFile.NAMES);
    }
    List<LabelTable> ofFiles = tables.stream().filter(LabelTable::namesFiles).toList();
    if (ofFiles.isEmpty()) {
      throw new InvalidInput(
          tables.get(0).file().path(),
          "has no column file_name, path, uri or image; its first line has "
              + NameList.of("", List.copyOf(tables.get(0).columns()))
              + OR_PASS_OVER);
    }
    ofFiles.forEach(table -> archive.use(table.file().path()));
    return ofFiles;
  }

  private static LabelTable readable(Archive archive, TableFile file) {
    try {
      return LabelTable.read(archive, file);
    } catch (InvalidInput broken) {
      throw new InvalidInput(broken.subject(), broken.reason() + OR_PASS_OVER, broken);
    }
  }

  private static void list(
      Archive archive,
      SortedMap<String, Listed> listed,
      LabelTable table,
      LabelTable.Row row,
      Optional<String> file) {
    file.ifPresentOrElse(
        path -> listed.merge(path, new Listed(row.label(), row.split(), false), Listed::and),
        () ->
            archive
                .skipped()
                .add(
                    SkippedFiles.MISSING,
                    row.name(),
                    "row "
                        + row.number()
                        + " of "
                        + table.file().path()
                        + " names it, but there is no such file, or more than one"));
  }

  private void addUnlisted(
      Archive archive, SortedMap<String, Listed> listed, boolean manifestTellsAll) {
    for (String image : ImageFiles.in(archive, decoders)) {
      if (listed.containsKey(image)) {
        continue;
      }
      boolean left = manifestTellsAll || Split.around(image).isHeldOut();
      archive
          .skipped()
          .add(
              SkippedFiles.UNLISTED,
              image,
              left ? "no row names it; left out" : "no row names it; taken without a label");
      archive.use(image);
      if (!left) {
        listed.put(image, Listed.NOWHERE);
      }
    }
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
        listed.entrySet().stream().anyMatch(one -> splitOf(one) == Split.TEST)
            ? Split.TEST
            : Split.VALIDATION;
    List<LabelledPicture> pool = new ArrayList<>();
    List<LabelledPicture> test = new ArrayList<>();
    for (Map.Entry<String, Listed> one : listed.entrySet()) {
      int label = one.getValue().label().map(labels::get).orElse(LabelledPicture.UNKNOWN);
      (splitOf(one) == tested ? test : pool)
          .add(new LabelledPicture(decoders.picture(archive, one.getKey()), label));
    }
    return new PictureCollection(classes, pool, test);
  }

  private static Split splitOf(Map.Entry<String, Listed> image) {
    Listed listed = image.getValue();
    if (listed.contradictory()) {
      return Split.UNLABELED;
    }
    return listed.split() == Split.NONE ? Split.around(image.getKey()) : listed.split();
  }

  /** Returns the number that a name is, so that 10 comes after 9; of others, the largest. */
  private static long numbersFirst(String name) {
    return name.matches("[0-9]{1,18}") ? Long.parseLong(name) : Long.MAX_VALUE;
  }

  /** What is known of an image. */
  private record Listed(Optional<String> label, Split split, boolean contradictory) {

    static final Listed NOWHERE = new Listed(Optional.empty(), Split.NONE, false);

    /** Returns what two rows say together. */
    Listed and(Listed other) {
      Listed both =
          new Listed(
              label.or(other::label), split == Split.NONE ? other.split : split, contradictory);
      boolean agree =
          other.label.or(() -> both.label).equals(both.label)
              && (other.split == Split.NONE || other.split == both.split);
      return agree && !contradictory ? both : new Listed(Optional.empty(), Split.NONE, true);
    }
  }
}
