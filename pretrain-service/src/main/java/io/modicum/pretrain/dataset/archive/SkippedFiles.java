package io.modicum.pretrain.dataset.archive;

import io.modicum.contracts.manifest.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts the files of an archive that are left out, and keeps the names of some. */
public final class SkippedFiles {

  /** Images that do not unpack or decode; named with the reason. */
  public static final String BROKEN = "broken";

  /** Images of a kind that is not read. */
  public static final String UNSUPPORTED = "unsupported";

  /** What {@link HelperFiles} are. */
  static final String HELPER = "helper";

  /** Files that are no images of this layout. */
  public static final String UNUSED = "unused";

  private static final int MOST_NAMES = 50;
  private static final int LONGEST_NAME = 300;

  private final SortedMap<String, List<String>> names = new TreeMap<>();
  private final SortedMap<String, Integer> counts = new TreeMap<>();

  /** Counts a file. */
  public void add(String reason, String name) {
    counts.merge(reason, 1, Integer::sum);
    List<String> known = names.computeIfAbsent(reason, none -> new ArrayList<>());
    if (known.size() < MOST_NAMES) {
      known.add(name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name);
    }
  }

  /** Returns how many files were left out for a reason. */
  public int count(String reason) {
    return counts.getOrDefault(reason, 0);
  }

  /** Returns a sentence that names the broken files, or nothing if there are none. */
  public String broken() {
    return count(BROKEN) == 0
        ? ""
        : "; "
            + count(BROKEN)
            + " broken: "
            + String.join("; ", names.get(BROKEN))
            + (count(BROKEN) > MOST_NAMES ? " …" : "");
  }

  /** Returns what the manifest tells of them, by reason. */
  public List<Dataset.Skipped> toList() {
    return counts.entrySet().stream()
        .map(
            reason ->
                new Dataset.Skipped(reason.getKey(), reason.getValue(), names.get(reason.getKey())))
        .toList();
  }
}
