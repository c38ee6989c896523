package io.modicum.gateway.exchange;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.gateway.dataset.ClassNames;
import io.modicum.gateway.exchange.format.ImportedRow;
import io.modicum.gateway.http.FormulaGuard;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Gathers the rows of an import that a campaign can take. */
final class LabelBatch {

  private final ClassNames classes;
  private final ImageLookup images;
  private final int size;
  private final ImportReport.Builder report;
  private final Consumer<Map<Integer, Integer>> full;
  private final Map<String, Integer> classOf = new HashMap<>();
  private Map<Integer, Integer> labels = new LinkedHashMap<>();

  /**
   * @param full takes class indices by image, at most {@code size}
   */
  LabelBatch(
      ClassNames classes,
      ImageLookup images,
      int size,
      ImportReport.Builder report,
      Consumer<Map<Integer, Integer>> full) {
    this.classes = classes;
    this.images = images;
    this.size = size;
    this.report = report;
    this.full = full;
  }

  void add(ImportedRow row) {
    report.row();
    try {
      if (row instanceof ImportedRow.Unusable unusable) {
        report.refuse(unusable);
      } else if (row instanceof ImportedRow.Labelled labelled) {
        add(labelled);
      }
    } catch (InvalidInput invalid) {
      report.refuse(ImportedRow.Unusable.of(row.number(), invalid));
    }
  }

  private void add(ImportedRow.Labelled row) {
    int label = classOf(row.label());
    int image = images.image(row.image());
    if (labels.putIfAbsent(image, label) != null) {
      throw new InvalidInput("image", "has a label in a row before");
    }
    if (labels.size() == size) {
      flush();
    }
  }

  /** Returns the index of a class, also where a spreadsheet was kept from running its name. */
  private int classOf(String name) {
    Integer known = classOf.get(name);
    if (known != null) {
      return known;
    }
    int label =
        classes
            .find(name)
            .orElseGet(
                () ->
                    classes
                        .find(FormulaGuard.unguarded(name))
                        .orElseGet(() -> classes.require("label", name)));
    classOf.put(name, label);
    return label;
  }

  void flush() {
    if (!labels.isEmpty()) {
      full.accept(labels);
      labels = new LinkedHashMap<>();
    }
  }
}
