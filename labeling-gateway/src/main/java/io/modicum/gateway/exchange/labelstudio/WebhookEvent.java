package io.modicum.gateway.exchange.labelstudio;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.gateway.database.StorableText;
import io.modicum.gateway.exchange.format.labelstudio.LabelStudioJson;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What Label Studio's webhook reports ("Webhook event reference").
 *
 * @param action what happened, such as {@code ANNOTATION_CREATED}
 * @param annotation what it happened to, one or a list; absent where it is something else
 * @param annotations the same, of deleted ones
 */
@Schema(name = "LabelStudioEvent")
@JsonIgnoreProperties(ignoreUnknown = true)
public record WebhookEvent(
    String action,
    @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        Optional<List<EventAnnotation>> annotation,
    @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        Optional<List<EventAnnotation>> annotations) {

  /** Returns the changes of annotations; all else is left out. */
  List<AnnotationChange> changes() {
    return Stream.of(annotation, annotations)
        .flatMap(Optional::stream)
        .flatMap(List::stream)
        .filter(Objects::nonNull)
        .flatMap(
            one ->
                switch (String.valueOf(action)) {
                  case "ANNOTATION_CREATED", "ANNOTATIONS_CREATED" -> one.created().stream();
                  case "ANNOTATION_UPDATED" -> Stream.of(one.updated());
                  case "ANNOTATION_DELETED", "ANNOTATIONS_DELETED" -> Stream.of(one.deleted());
                  default -> Stream.of();
                })
        .toList();
  }

  /**
   * An annotation in an event; of a deleted one, there is the id alone.
   *
   * @param task its number in Label Studio
   * @param user who made it, a number too
   * @param cancelled whether the task was skipped
   */
  @Schema(name = "LabelStudioAnnotation")
  public record EventAnnotation(
      Optional<Long> id,
      Optional<Long> task,
      @JsonProperty("completed_by") Optional<Long> user,
      @JsonProperty("was_cancelled") boolean cancelled,
      List<LabelStudioJson.Result> result) {

    /** Begins the names of annotators. */
    private static final String PREFIX = "label-studio:";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static EventAnnotation of(JsonNode json) {
      LabelStudioJson.Annotation annotation = LabelStudioJson.Annotation.of(json);
      return new EventAnnotation(
          number(json),
          number(json.path("task")),
          number(json.path("completed_by")),
          annotation.cancelled(),
          annotation.result());
    }

    private Optional<AnnotationChange> created() {
      return id.isEmpty() ? Optional.of(deleted()) : labelled(false);
    }

    private AnnotationChange updated() {
      return labelled(true).orElseGet(this::deleted);
    }

    private AnnotationChange deleted() {
      return id.<AnnotationChange>map(AnnotationChange.Removed::new)
          .orElseGet(
              () -> new AnnotationChange.Invalid("an annotation without a number was told of"));
    }

    /** Returns what it says now, or empty if it names no class. */
    private Optional<AnnotationChange> labelled(boolean corrects) {
      String annotator = PREFIX + user.map(Object::toString).orElse("somebody");
      try {
        return new LabelStudioJson.Annotation(result, cancelled)
            .choice(LabelStudioJson.LABEL)
            .map(
                label ->
                    id.isPresent() && task.isPresent() && StorableText.of(label).equals(label)
                        ? new AnnotationChange.Labelled(
                            id.get(), task.get(), annotator, label, corrects)
                        : new AnnotationChange.Invalid(
                            name() + " is of no task, or names no class"));
      } catch (InvalidInput unclear) {
        return Optional.of(new AnnotationChange.Invalid(name() + " " + unclear.getMessage()));
      }
    }

    private String name() {
      return "annotation " + id.map(Object::toString).orElse("without a number");
    }

    /** Returns the number that a thing is named by, alone or as the {@code id} of an object. */
    private static Optional<Long> number(JsonNode json) {
      JsonNode number = json.isObject() ? json.path("id") : json;
      return number.canConvertToLong() && number.isIntegralNumber()
          ? Optional.of(number.longValue())
          : Optional.empty();
    }
  }
}
