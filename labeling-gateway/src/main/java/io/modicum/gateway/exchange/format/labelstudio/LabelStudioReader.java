package io.modicum.gateway.exchange.format.labelstudio;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.gateway.exchange.format.FieldMapping;
import io.modicum.gateway.exchange.format.ImageAddress;
import io.modicum.gateway.exchange.format.ImageLabel;
import io.modicum.gateway.exchange.format.ImageReference;
import io.modicum.gateway.exchange.format.ImportedRow;
import io.modicum.gateway.exchange.format.JsonText;
import io.modicum.gateway.exchange.format.LabelFile;
import io.modicum.gateway.exchange.format.LabelFormat;
import io.modicum.gateway.exchange.format.UnreadableFile;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import java.util.regex.Pattern;

/**
 * Reads what Label Studio exports as JSON or JSON_MIN (guide, "Export annotations"): the first
 * annotation of each task that was not skipped and names a class.
 */
final class LabelStudioReader implements LabelFormat.Reader {

  private static final Pattern IMAGE =
      Pattern.compile("(?i)data:image/.*|.*\\.(png|jpe?g|jfif|gif|bmp|webp|tiff?)([?#&].*)?");

  private final FieldMapping names;

  LabelStudioReader(FieldMapping names) {
    this.names = names;
  }

  @Override
  public void read(LabelFile file, Consumer<ImportedRow> rows) throws IOException {
    String control = names.label().isPresent() ? names.label().get() : control(file);
    tasks(
        file,
        (task, number) -> {
          try {
            labelled(task, control)
                .ifPresent(
                    read ->
                        rows.accept(new ImportedRow.Labelled(number, read.image(), read.label())));
          } catch (InvalidInput unusable) {
            rows.accept(ImportedRow.Unusable.of(number, unusable));
          }
        });
  }

  /** Returns the control whose choices are classes: ours, or the only one. */
  private static String control(LabelFile file) throws IOException {
    SortedSet<String> controls = new TreeSet<>();
    tasks(
        file,
        (task, number) ->
            annotations(task).forEach(annotation -> controls.addAll(annotation.controls())));
    if (controls.contains(LabelStudioJson.LABEL) || controls.isEmpty()) {
      return LabelStudioJson.LABEL;
    }
    if (controls.size() > 1) {
      throw new InvalidInput(
          "label",
          "must say whose choices are the classes, since none is named "
              + LabelStudioJson.LABEL
              + "; there are "
              + String.join(", ", controls)
              + "; nothing was taken");
    }
    return controls.first();
  }

  private static void tasks(LabelFile file, ObjLongConsumer<JsonNode> each) throws IOException {
    long number = 0;
    try (Reader text = file.open();
        JsonParser parser = JsonText.MAPPER.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new InvalidInput("body", "must be a JSON array of tasks, as Label Studio exports it");
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        JsonNode task = parser.readValueAsTree();
        number++;
        each.accept(task, number);
      }
    } catch (JacksonException broken) {
      throw UnreadableFile.at("row", number + 1, broken);
    }
  }

  private static List<LabelStudioJson.Annotation> annotations(JsonNode task) {
    List<LabelStudioJson.Annotation> annotations = new ArrayList<>();
    task.path("annotations").forEach(one -> annotations.add(LabelStudioJson.Annotation.of(one)));
    annotations.removeIf(LabelStudioJson.Annotation::cancelled);
    return annotations;
  }

  /** Returns what a task was labelled, or empty if nobody has answered it. */
  private Optional<ImageLabel> labelled(JsonNode task, String control) {
    if (!task.isObject()) {
      throw new InvalidInput("row", "is no task");
    }
    if (!task.has("annotations") && !task.has("data")) {
      JsonNode chosen = task.path(control);
      List<String> choices =
          LabelStudioJson.choices(chosen.isObject() ? chosen.path("choices") : chosen);
      return Optional.of(
          new ImageLabel(
              image(task),
              LabelStudioJson.only(choices).orElseThrow(() -> noChoice(control, fields(task)))));
    }
    JsonNode first = task.path("annotations").path(0);
    if (!first.isMissingNode() && !first.isObject()) {
      throw new InvalidInput("annotations", "must be exported themselves, not only their numbers");
    }
    List<LabelStudioJson.Annotation> annotations = annotations(task);
    return annotations.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ImageLabel(
                image(task.path("data")),
                annotations.stream()
                    .flatMap(annotation -> annotation.choice(control).stream())
                    .findFirst()
                    .orElseThrow(
                        () ->
                            noChoice(
                                control,
                                annotations.stream()
                                    .flatMap(annotation -> annotation.controls().stream())
                                    .distinct()
                                    .toList()))));
  }

  private static InvalidInput noChoice(String control, List<String> there) {
    return new InvalidInput(
        "label",
        "has no choice named '"
            + control
            + "'"
            + (there.isEmpty() ? "" : "; it has " + String.join(", ", there)));
  }

  /** Returns the image that the fields of a task show. */
  private ImageReference image(JsonNode data) {
    if (names.index().isPresent()) {
      return ImageReference.index(JsonText.text(data.path(names.index().get())));
    }
    if (names.image().isPresent()) {
      return ImageReference.named(JsonText.text(data.path(names.image().get())));
    }
    if (data.hasNonNull(FieldMapping.INDEX)) {
      return ImageReference.index(data.path(FieldMapping.INDEX).asText());
    }
    if (data.hasNonNull(FieldMapping.IMAGE)) {
      return ImageReference.named(data.path(FieldMapping.IMAGE).asText());
    }
    List<String> addresses = new ArrayList<>();
    data.forEach(value -> addresses.add(value.asText()));
    addresses.removeIf(text -> !IMAGE.matcher(text).matches() && ImageAddress.read(text).isEmpty());
    if (addresses.size() != 1) {
      throw new InvalidInput(
          "image",
          "must be a field of the task; say which, since it has "
              + String.join(", ", fields(data)));
    }
    return ImageReference.named(addresses.get(0));
  }

  private static List<String> fields(JsonNode json) {
    List<String> fields = new ArrayList<>();
    json.fieldNames().forEachRemaining(fields::add);
    return fields;
  }
}
