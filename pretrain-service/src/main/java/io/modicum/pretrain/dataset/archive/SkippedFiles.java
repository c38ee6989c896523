package io.modicum.pretrain.dataset.archive;

import io.modicum.contracts.manifest.Dataset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tells of the files of an archive that are left out, or are not as they should be: of all in a
 * table, and of some by name.
 */
public final class SkippedFiles implements AutoCloseable {

  /** Images that do not unpack or decode; named with the reason. */
  public static final String BROKEN = "broken";

  /** Images of a kind that is not read. */
  public static final String UNSUPPORTED = "unsupported";

  /** What {@link HelperFiles} are. */
  static final String HELPER = "helper";

  /** Files that are no images of this layout. */
  public static final String UNUSED = "unused";

  /** Names in a table of which the archive has no file. */
  public static final String MISSING = "missing";

  /** Images that no table names; told is whether they are taken nevertheless. */
  public static final String UNLISTED = "unlisted";

  /** Images of which tables say several things; they are taken without a label. */
  public static final String CONTRADICTORY = "contradictory";

  private static final int MOST_NAMES = 50;
  private static final int LONGEST_NAME = 300;

  private final SortedMap<String, List<String>> names = new TreeMap<>();
  private final SortedMap<String, Integer> counts = new TreeMap<>();
  private final ProblemTable table = new ProblemTable();

  /** Adds a file of which the reason says all. */
  public void add(String reason, String path) {
    add(reason, path, path, "");
  }

  /** Adds a file with what is wrong with it. */
  public void add(String reason, String path, String detail) {
    add(reason, path + ": " + detail, path, detail);
  }

  /** Adds what a table tells that was kept. */
  public void addAll(byte[] kept) {
    ProblemTable.read(
        kept,
        (path, reason, detail) -> {
          if (detail.isEmpty()) {
            add(reason, path);
          } else {
            add(reason, path, detail);
          }
        });
  }

  private void add(String reason, String name, String path, String detail) {
    table.add(path, reason, detail);
    counts.merge(reason, 1, Integer::sum);
    List<String> known = names.computeIfAbsent(reason, none -> new ArrayList<>());
    if (known.size() < MOST_NAMES) {
      known.add(name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name);
    }
  }

  /** Returns how many files there are for a reason. */
  public int count(String reason) {
    return counts.getOrDefault(reason, 0);
  }

  /** Returns a sentence that names the broken files, or nothing if there are none. */
  public String broken() {
    return named(BROKEN);
  }

  /** Returns a sentence that names the files for a reason, or nothing. */
  public String named(String reason) {
    return count(reason) == 0
        ? ""
        : "; "
            + count(reason)
            + " "
            + reason
            + ": "
            + String.join("; ", names.get(reason))
            + (count(reason) > MOST_NAMES ? " …" : "");
  }

  /** Returns the table of all so far, which stands until this is closed. */
  public Path table() {
    return table.file();
  }

  /** Returns what the manifest tells of them, by reason. */
  public List<Dataset.Skipped> toList() {
    return counts.entrySet().stream()
        .map(
            reason ->
                new Dataset.Skipped(reason.getKey(), reason.getValue(), names.get(reason.getKey())))
        .toList();
  }

  @Override
  public void close() {
    table.close();
  }
}
