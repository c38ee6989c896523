package io.modicum.gateway.exchange;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.gateway.storage.StorableText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Label Studio's JSON (guide, "Basic Label Studio JSON format" and "Import pre-annotated data"), as
 * far as images with one choice each need it. The labelling interface of such a project has an
 * {@code Image} named {@code image} and a {@code Choices} named {@code label}; what other controls
 * say is passed over. What comes from there is read field by field, so that what is odd in one
 * annotation is the fault of that one alone.
 */
public final class LabelStudio {

  /** Name of the control whose choice is the class. */
  static final String LABEL = "label";

  /** Field of a task's data with the image's index in the dataset. */
  static final String INDEX = "modicum_image";

  private static final String CHOICES = "choices";

  /** Begins the names of annotators. */
  private static final String PREFIX = "label-studio:";

  private LabelStudio() {}

  /**
   * What Label Studio's webhook tells ("Webhook event reference").
   *
   * @param action what happened, such as {@code ANNOTATION_CREATED}
   * @param annotation what it happened to, one or a list; absent where it is something else
   * @param annotations the same of those that are gone
   */
  @Schema(name = "LabelStudioEvent")
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Event(
      String action,
      @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
          Optional<List<ToldAnnotation>> annotation,
      @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
          Optional<List<ToldAnnotation>> annotations) {

    /** Returns what is told of annotations; all else is left out. */
    List<Told> told() {
      return Stream.of(annotation, annotations)
          .flatMap(Optional::stream)
          .flatMap(List::stream)
          .filter(Objects::nonNull)
          .flatMap(
              one ->
                  switch (String.valueOf(action)) {
                    case "ANNOTATION_CREATED", "ANNOTATIONS_CREATED" -> one.made().stream();
                    case "ANNOTATION_UPDATED" -> Stream.of(one.changed());
                    case "ANNOTATION_DELETED", "ANNOTATIONS_DELETED" -> Stream.of(one.gone());
                    default -> Stream.of();
                  })
          .toList();
    }
  }

  /**
   * An annotation that the webhook tells of; all but the id is left out of those that are gone.
   *
   * @param task its number in Label Studio
   * @param user who made it, a number too
   * @param cancelled whether the task was skipped
   */
  @Schema(name = "LabelStudioAnnotation")
  public record ToldAnnotation(
      Optional<Long> id,
      Optional<Long> task,
      @JsonProperty("completed_by") Optional<Long> user,
      @JsonProperty("was_cancelled") boolean cancelled,
      List<Result> result) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static ToldAnnotation of(JsonNode json) {
      Annotation annotation = Annotation.of(json);
      return new ToldAnnotation(
          number(json),
          number(json.path("task")),
          number(json.path("completed_by")),
          annotation.cancelled(),
          annotation.result());
    }

    private Optional<Told> made() {
      return id.isEmpty() ? Optional.of(gone()) : told(false);
    }

    private Told changed() {
      return told(true).orElseGet(this::gone);
    }

    private Told gone() {
      return id.<Told>map(Told.Gone::new)
          .orElseGet(() -> new Told.Odd("an annotation without a number was told of"));
    }

    /** Returns what it says now, or empty if it names no class. */
    private Optional<Told> told(boolean corrects) {
      String annotator = PREFIX + user.map(Object::toString).orElse("somebody");
      try {
        return new Annotation(result, cancelled)
            .choice(LABEL)
            .map(
                label ->
                    id.isPresent() && task.isPresent() && StorableText.of(label).equals(label)
                        ? new Told.Chosen(id.get(), task.get(), annotator, label, corrects)
                        : new Told.Odd(name() + " is of no task, or names no class"));
      } catch (InvalidInput unclear) {
        return Optional.of(new Told.Odd(name() + " " + unclear.getMessage()));
      }
    }

    private String name() {
      return "annotation " + id.map(Object::toString).orElse("without a number");
    }
  }

  /** Returns the number that a thing is named by, alone or as the {@code id} of an object. */
  private static Optional<Long> number(JsonNode json) {
    JsonNode number = json.isObject() ? json.path("id") : json;
    return number.canConvertToLong() && number.isIntegralNumber()
        ? Optional.of(number.longValue())
        : Optional.empty();
  }

  /** A task as it is sent. */
  record Task(Source data, List<Annotation> annotations, List<Prediction> predictions) {

    static Task of(ExportedImage image) {
      return new Task(
          new Source(
              image.url(), image.campaign().value(), image.image(), Optional.of(image.task())),
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
   * @param task of ours
   */
  record Source(
      String image,
      @JsonProperty("modicum_campaign") String campaign,
      @JsonProperty(INDEX) Integer index,
      @JsonProperty("modicum_task") Optional<Long> task) {}

  /** What a person answered; cancelled if the task was skipped. */
  record Annotation(List<Result> result, @JsonProperty("was_cancelled") boolean cancelled) {

    static Annotation of(JsonNode json) {
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
    Optional<String> choice(String control) {
      List<String> chosen =
          cancelled
              ? List.of()
              : result.stream()
                  .filter(
                      part -> part.isChoice() && FieldNames.composed(part.from()).equals(control))
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
  record Prediction(
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
