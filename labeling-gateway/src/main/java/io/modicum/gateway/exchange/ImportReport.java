package io.modicum.gateway.exchange;

import io.modicum.gateway.exchange.format.ImportedRow;
import io.modicum.gateway.labeling.answer.LabelActionResult;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What became of the rows of an import.
 *
 * @param accepted answers that count
 * @param alreadyAnswered the source answered the image before; that answer stands
 * @param alreadyDecided enough others answered the image before, or left it to a reviewer
 * @param held labels of images that the campaign has not asked for; they answer when it does
 * @param refused rows that say nothing that can be used
 * @param errors of the first 100 of these
 */
record ImportReport(
    long rows,
    long accepted,
    long alreadyAnswered,
    long alreadyDecided,
    long held,
    long refused,
    List<RowError> errors) {

  /**
   * Why a row was refused.
   *
   * @param row its number in the file, from 1
   * @param message what would be right
   */
  record RowError(long row, String field, String message) {}

  /** Counts while an import runs. */
  static final class Builder {
    private static final int MOST_ERRORS = 100;

    private final Map<LabelActionResult.Outcome, Long> outcomes =
        new EnumMap<>(LabelActionResult.Outcome.class);
    private final List<RowError> errors = new ArrayList<>();
    private long rows;
    private long held;
    private long refused;

    void row() {
      rows++;
    }

    void count(LabelActionResult.Outcome outcome) {
      outcomes.merge(outcome, 1L, Long::sum);
    }

    void held(int labels) {
      held += labels;
    }

    void refuse(ImportedRow.Unusable row) {
      refused++;
      if (errors.size() < MOST_ERRORS) {
        errors.add(new RowError(row.number(), row.field(), row.message()));
      }
    }

    ImportReport build() {
      return new ImportReport(
          rows,
          of(LabelActionResult.Outcome.ACCEPTED),
          of(LabelActionResult.Outcome.ALREADY_ANSWERED),
          of(LabelActionResult.Outcome.ALREADY_DECIDED)
              + of(LabelActionResult.Outcome.UNDER_REVIEW),
          held,
          refused,
          List.copyOf(errors));
    }

    private long of(LabelActionResult.Outcome outcome) {
      return outcomes.getOrDefault(outcome, 0L);
    }
  }
}
