package io.modicum.gateway.exchange;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Label Studio's JSON (guide, "Basic Label Studio JSON format" and "Import pre-annotated data"), as
 * far as images with one choice each need it. The labelling interface of such a project has an
 * {@code Image} named {@code image} and a {@code Choices} named {@code label}.
 */
public final class LabelStudio {

  private static final String CHOICES = "choices";

  /** Begins the names of annotators. */
  private static final String PREFIX = "label-studio:";

  private LabelStudio() {}

  /**
   * What Label Studio's webhook tells ("Webhook event reference").
   *
   * @param action what happened, such as {@code ANNOTATION_CREATED}
   * @param annotation what it happened to, absent where it is something else
   * @param annotations what it happened to, where it may have been several
   */
  @Schema(name = "LabelStudioEvent")
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Event(
      String action,
      Optional<ToldAnnotation> annotation,
      Optional<List<ToldAnnotation>> annotations) {

    /** Returns what is told of annotations; all else is left out. */
    List<Told> told() {
      List<ToldAnnotation> told = new ArrayList<>(annotation.stream().toList());
      annotations.ifPresent(told::addAll);
      return told.stream()
          .flatMap(
              one ->
                  switch (String.valueOf(action)) {
                    case "ANNOTATION_CREATED" -> one.chosen(false).stream();
                    case "ANNOTATION_UPDATED" ->
                        Stream.of(one.chosen(true).orElseGet(() -> new Told.Gone(one.id())));
                    case "ANNOTATION_DELETED", "ANNOTATIONS_DELETED" ->
                        Stream.of(new Told.Gone(one.id()));
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
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record ToldAnnotation(
      long id,
      Optional<Long> task,
      @JsonProperty("completed_by") Optional<Long> user,
      @JsonProperty("was_cancelled") Optional<Boolean> cancelled,
      Optional<List<Result>> result) {

    private Optional<Told> chosen(boolean corrects) {
      String annotator = PREFIX + user.map(Object::toString).orElse("somebody");
      return new Annotation(result.orElse(List.of()), cancelled.orElse(false))
          .label()
          .flatMap(label -> task.map(of -> new Told.Chosen(id, of, annotator, label, corrects)));
    }
  }

  /** A task; Label Studio has more fields than these. */
  @JsonIgnoreProperties(ignoreUnknown = true)
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
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Source(
      String image,
      @JsonProperty("modicum_campaign") String campaign,
      @JsonProperty("modicum_image") Integer index,
      @JsonProperty("modicum_task") Optional<Long> task) {}

  /** What a person answered; cancelled if the task was skipped. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Annotation(List<Result> result, @JsonProperty("was_cancelled") boolean cancelled) {

    /** Returns the class that was chosen, or empty if none was. */
    Optional<String> label() {
      return cancelled || result == null
          ? Optional.empty()
          : result.stream()
              .filter(part -> CHOICES.equals(part.type()) && part.value() != null)
              .flatMap(part -> Optional.ofNullable(part.value().choices()).stream())
              .flatMap(List::stream)
              .findFirst();
    }
  }

  /** What a model takes a task for. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Prediction(
      @JsonProperty("model_version") String version, double score, List<Result> result) {}

  /** One part of an annotation or prediction. */
  @Schema(name = "LabelStudioResult")
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Result(
      @JsonProperty("from_name") String from,
      @JsonProperty("to_name") String to,
      String type,
      Value value) {

    static Result of(String label) {
      return new Result("label", "image", CHOICES, new Value(List.of(label)));
    }
  }

  /** What was chosen. */
  @Schema(name = "LabelStudioValue")
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Value(List<String> choices) {}
}
