package io.modicum.gateway.exchange;

import io.modicum.gateway.campaign.RegisteredCampaign;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Gathers the rows of an import that a campaign can take. */
final class LabelBatch {

  private final RegisteredCampaign campaign;
  private final int size;
  private final ImportReport.Builder report;
  private final Consumer<Map<Integer, Integer>> full;
  private final Map<String, Integer> classes = new HashMap<>();
  private Map<Integer, Integer> labels = new LinkedHashMap<>();

  /**
   * @param full takes class indices by image, at most {@code size}
   */
  LabelBatch(
      RegisteredCampaign campaign,
      int size,
      ImportReport.Builder report,
      Consumer<Map<Integer, Integer>> full) {
    this.campaign = campaign;
    this.size = size;
    this.report = report;
    this.full = full;
    campaign.classes().forEach(name -> classes.put(name, classes.size()));
    campaign.classes().forEach(name -> classes.putIfAbsent(FormulaGuard.guard(name), index(name)));
  }

  private int index(String name) {
    return campaign.classes().indexOf(name);
  }

  void add(ImportedRow row) {
    report.row();
    if (row instanceof ImportedRow.Unreadable unreadable) {
      report.refuse(unreadable);
    } else if (row instanceof ImportedRow.Labelled labelled) {
      add(labelled);
    }
  }

  private void add(ImportedRow.Labelled row) {
    Integer label = classes.get(row.label());
    if (label == null) {
      String message =
          "'"
              + row.label()
              + "' is not a class; known are "
              + String.join(", ", campaign.classes());
      report.refuse(new ImportedRow.Unreadable(row.number(), "label", message));
    } else if (row.image() >= campaign.pool()) {
      String message = "must be below " + campaign.pool() + ", the size of the pool";
      report.refuse(new ImportedRow.Unreadable(row.number(), "image", message));
    } else if (labels.putIfAbsent(row.image(), label) != null) {
      report.refuse(
          new ImportedRow.Unreadable(row.number(), "image", "has a label in a row before"));
    } else if (labels.size() == size) {
      flush();
    }
  }

  void flush() {
    if (!labels.isEmpty()) {
      full.accept(labels);
      labels = new LinkedHashMap<>();
    }
  }
}
