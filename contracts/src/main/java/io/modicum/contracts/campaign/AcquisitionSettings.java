package io.modicum.contracts.campaign;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How a campaign chooses the images that are worth a label. What follows {@code settings} goes with
 * every function.
 *
 * @param function name of the acquisition function, as in the catalogue
 * @param settings what is set of the function, by name; complete but for automatic settings
 * @param balance whether each cycle after the first takes as many images of each class that the
 *     classifier predicts as it can
 * @param randomFraction share of each cycle, in [0, 1], that is drawn uniformly at random
 * @param nearDuplicates cosine similarity of features, in (0, 1], from which on an image is passed
 *     over in favour of the next one; absent where none is
 * @param excluded indices of images that are never chosen, ascending
 * @param parts into how many parts the pool is divided, each ranked on its own by any replica of
 *     the acquisition service before the best of all are ranked together; 1 ranks the pool as a
 *     whole
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record AcquisitionSettings(
    String function,
    Map<String, Double> settings,
    boolean balance,
    double randomFraction,
    OptionalDouble nearDuplicates,
    List<Integer> excluded,
    int parts) {

  /** How a self-supervised campaign chooses that says nothing about it. */
  public static final AcquisitionSettings DEFAULT = of("adaptive");

  private static final int MOST_EXCLUDED = 10_000;
  private static final int MOST_PARTS = 1_000;

  public AcquisitionSettings {
    Check.functionName(function, "acquisition.function");
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    Check.that(
        randomFraction >= 0 && randomFraction <= 1, "acquisition.randomFraction", "from 0 to 1");
    nearDuplicates.ifPresent(
        cosine ->
            Check.that(
                cosine > 0 && cosine <= 1,
                "acquisition.nearDuplicates",
                "a cosine similarity above 0, at most 1"));
    excluded = excluded.stream().sorted().distinct().toList();
    Check.that(
        excluded.size() <= MOST_EXCLUDED,
        "acquisition.excluded",
        "at most " + MOST_EXCLUDED + " images");
    Check.that(
        excluded.isEmpty() || excluded.get(0) >= 0,
        "acquisition.excluded",
        "indices of images, counted from 0");
    Check.that(parts >= 1 && parts <= MOST_PARTS, "acquisition.parts", "from 1 to " + MOST_PARTS);
  }

  /** Reads settings; what is not given keeps its default. */
  @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
  static AcquisitionSettings of(
      @JsonProperty("function") String function,
      @JsonProperty("settings") Map<String, Double> settings,
      @JsonProperty("balance") Boolean balance,
      @JsonProperty("randomFraction") Double randomFraction,
      @JsonProperty("nearDuplicates") OptionalDouble nearDuplicates,
      @JsonProperty("excluded") List<Integer> excluded,
      @JsonProperty("parts") Integer parts) {
    return new AcquisitionSettings(
        function == null ? DEFAULT.function : function,
        settings == null ? DEFAULT.settings : settings,
        balance == null ? DEFAULT.balance : balance,
        randomFraction == null ? DEFAULT.randomFraction : randomFraction,
        nearDuplicates == null ? DEFAULT.nearDuplicates : nearDuplicates,
        excluded == null ? DEFAULT.excluded : excluded,
        parts == null ? DEFAULT.parts : parts);
  }

  /** Returns a function with nothing set; as JSON, its bare name stands for this. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static AcquisitionSettings of(String function) {
    return new AcquisitionSettings(
        function, Map.of(), false, 0, OptionalDouble.empty(), List.of(), 1);
  }

  /** Returns the same with other settings of the function. */
  public AcquisitionSettings withSettings(Map<String, Double> others) {
    return new AcquisitionSettings(
        function, others, balance, randomFraction, nearDuplicates, excluded, parts);
  }

  /** Returns the same with further images that are never chosen. */
  AcquisitionSettings excluding(Collection<Integer> images) {
    return withExcluded(Stream.concat(excluded.stream(), images.stream()).toList());
  }

  /** Returns the same with some images that are not excluded. */
  AcquisitionSettings including(Collection<Integer> images) {
    return withExcluded(excluded.stream().filter(image -> !images.contains(image)).toList());
  }

  private AcquisitionSettings withExcluded(List<Integer> images) {
    return new AcquisitionSettings(
        function, settings, balance, randomFraction, nearDuplicates, images, parts);
  }
}
