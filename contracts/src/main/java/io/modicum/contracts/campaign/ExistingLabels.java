package io.modicum.contracts.campaign;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * What becomes of the labels that a dataset's pool came with.
 *
 * @param use whether the campaign learns from them
 * @param confirm how many of them, drawn at random, people are asked about in the first cycle; what
 *     they answer counts
 * @param confirmed indices of those images, ascending; empty until the campaign starts
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ExistingLabels(Use use, int confirm, List<Integer> confirmed) {

  /** As if the dataset had none. */
  public static final ExistingLabels IGNORED = new ExistingLabels(Use.IGNORE, 0, List.of());

  private static final int MOST_CONFIRMED = 10_000;

  /** What they are good for. */
  public enum Use {
    /** People are asked for all labels that the campaign learns from. */
    IGNORE,
    /** They are part of the labelled set from the first cycle on; people are asked for others. */
    TRUST;

    @JsonValue
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public ExistingLabels {
    confirmed = confirmed.stream().sorted().distinct().toList();
    Check.that(
        confirm >= 0 && confirm <= MOST_CONFIRMED,
        "existingLabels.confirm",
        "from 0 to " + MOST_CONFIRMED);
    Check.that(
        confirm == 0 || use == Use.TRUST,
        "existingLabels.confirm",
        "left out where existing labels are ignored");
    Check.that(
        confirmed.isEmpty() || confirmed.size() == confirm && confirmed.get(0) >= 0,
        "existingLabels.confirmed",
        "as many distinct indices of images as existingLabels.confirm says, counted from 0");
  }

  /** Reads settings; what is not given keeps its default. */
  @JsonCreator
  static ExistingLabels of(
      @JsonProperty("use") Use use,
      @JsonProperty("confirm") Integer confirm,
      @JsonProperty("confirmed") List<Integer> confirmed) {
    return new ExistingLabels(
        use == null ? IGNORED.use : use,
        confirm == null ? IGNORED.confirm : confirm,
        confirmed == null ? IGNORED.confirmed : confirmed);
  }

  /** Returns the same with other images to confirm. */
  public ExistingLabels withConfirmed(List<Integer> others) {
    return new ExistingLabels(use, confirm, others);
  }

  /** Returns whether the campaign learns from them. */
  public boolean trusted() {
    return use == Use.TRUST;
  }
}
