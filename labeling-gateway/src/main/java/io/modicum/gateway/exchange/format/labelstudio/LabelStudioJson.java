package io.modicum.gateway.exchange.format.labelstudio;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.gateway.exchange.format.ExportedImage;
import io.modicum.gateway.exchange.format.FieldMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Label Studio's JSON (guide, "Basic Label Studio JSON format" and "Import pre-annotated data"), as
 * far as images with one choice each need it. The labelling interface of such a project has an
 * {@code Image} named {@code image} and a {@code Choices} named {@code label}; what other controls
 * say is passed over. What comes from there is read field by field, so that what is odd in one
 * annotation is the fault of that one alone.
 */
public final class LabelStudioJson {

  /** Name of the control whose choice is the class. */
  public static final String LABEL = "label";

  private static final String CHOICES = "choices";

  private LabelStudioJson() {}

  /** A task as it is sent. */
  public record Task(Source data, List<Annotation> annotations, List<Prediction> predictions) {

    public static Task of(ExportedImage image) {
      return new Task(
          new Source(
              image.url(),
              image.campaign().value(),
              image.image(),
              Optional.of(image.path()).filter(path -> !path.isEmpty()),
              image.label().map(label -> image.split()),
              Optional.of(image.task())),
          image.label().stream()
              .map(label -> new Annotation(List.of(Result.of(label.name())), false))
              .toList(),
          image.prediction().stream()
              .map(
                  prediction ->
                      new Prediction(
                          "cycle " + prediction.cycle(),
                          prediction.probability(),
                          List.of(Result.of(prediction.name()))))
              .toList());
    }
  }

  /**
   * What a task shows.
   *
   * @param image where its file is
   * @param split of an image that is labelled; whoever is to label one may not know
   * @param task of ours
   */
  public record Source(
      String image,
      @JsonProperty("modicum_campaign") String campaign,
      @JsonProperty(FieldMapping.INDEX) Integer index,
      @JsonProperty("modicum_path") Optional<String> path,
      @JsonProperty("modicum_split") Optional<String> split,
      @JsonProperty("modicum_task") Optional<Long> task) {}

  /** What a person answered; cancelled if the task was skipped. */
  public record Annotation(List<Result> result, @JsonProperty("was_cancelled") boolean cancelled) {

    public static Annotation of(JsonNode json) {
      List<Result> result = new ArrayList<>();
      json.path("result").forEach(part -> result.add(Result.of(part)));
      return new Annotation(List.copyOf(result), json.path("was_cancelled").asBoolean());
    }

    /** Returns the names of the controls by which something was chosen. */
    List<String> controls() {
      return cancelled
          ? List.of()
          : result.stream().filter(Result::isChoice).map(Result::from).distinct().toList();
    }

    /**
     * Returns what was chosen by the control of a name, or empty if nothing was.
     *
     * @throws InvalidInput if it is more than one
     */
    public Optional<String> choice(String control) {
      List<String> chosen =
          cancelled
              ? List.of()
              : result.stream()
                  .filter(
                      part -> part.isChoice() && FieldMapping.composed(part.from()).equals(control))
                  .flatMap(part -> part.value().choices().stream())
                  .distinct()
                  .toList();
      return only(chosen);
    }
  }

  /**
   * Returns the only choice, or empty if there is none.
   *
   * @throws InvalidInput if there are more
   */
  static Optional<String> only(List<String> chosen) {
    if (chosen.size() > 1) {
      throw new InvalidInput(LABEL, "names more than one class: " + String.join(", ", chosen));
    }
    return chosen.stream().findFirst();
  }

  /** What a model takes a task for. */
  public record Prediction(
      @JsonProperty("model_version") String version, double score, List<Result> result) {}

  /**
   * One part of an annotation or prediction.
   *
   * @param from name of the control that it was made by
   * @param to name of what it is of
   */
  @Schema(name = "LabelStudioResult")
  public record Result(
      @JsonProperty("from_name") String from,
      @JsonProperty("to_name") String to,
      String type,
      Value value) {

    static Result of(String label) {
      return new Result(LABEL, "image", CHOICES, new Value(List.of(label)));
    }

    static Result of(JsonNode json) {
      return new Result(
          json.path("from_name").asText(),
          json.path("to_name").asText(),
          json.path("type").asText(),
          new Value(choices(json.path("value").path(CHOICES))));
    }

    private boolean isChoice() {
      return CHOICES.equals(type);
    }
  }

  /** Returns what a list names, or a text alone. */
  static List<String> choices(JsonNode json) {
    List<String> choices = new ArrayList<>();
    (json.isTextual() ? List.of(json) : json).forEach(choice -> choices.add(choice.asText()));
    choices.removeIf(String::isBlank);
    return List.copyOf(choices);
  }

  /** What was chosen. */
  @Schema(name = "LabelStudioValue")
  public record Value(List<String> choices) {}
}
