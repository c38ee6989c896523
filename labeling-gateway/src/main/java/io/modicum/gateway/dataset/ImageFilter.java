package io.modicum.gateway.dataset;

import io.modicum.contracts.failure.InvalidInput;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which images of a dataset are wanted; what is not said lets all through.
 *
 * @param label name of the class that they came with
 * @param labelled whether they came with a label
 * @param folder that their file lies in or below, with as many of the folders above it as tell it
 *     apart
 */
record ImageFilter(
    Optional<Split> split,
    Optional<String> label,
    Optional<Boolean> labelled,
    Optional<String> folder) {

  /**
   * Reads what a client asks for.
   *
   * @throws InvalidInput if there is no such split or class
   */
  static ImageFilter of(
      ClassNames classes,
      Optional<String> split,
      Optional<String> label,
      Optional<Boolean> labelled,
      Optional<String> folder) {
    return new ImageFilter(
        split.map(ImageFilter::split),
        label.map(name -> classes.name(classes.require("label", name))),
        labelled,
        folder
            .map(path -> Normalizer.normalize(path, Normalizer.Form.NFC).replace('\\', '/'))
            .map(path -> path.replaceAll("^/+|/+$", ""))
            .filter(path -> !path.isEmpty()));
  }

  private static Split split(String text) {
    return Arrays.stream(Split.values())
        .filter(split -> split.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInput(
                    "split",
                    "must be one of "
                        + Arrays.stream(Split.values())
                            .map(Split::text)
                            .collect(Collectors.joining(", "))
                        + ", was '"
                        + text
                        + "'"));
  }

  boolean matches(ListedImage image) {
    return split.stream().allMatch(wanted -> image.split() == wanted)
        && label.stream().allMatch(name -> image.label().filter(name::equals).isPresent())
        && labelled.stream().allMatch(wanted -> image.label().isPresent() == wanted)
        && folder.stream().allMatch(wanted -> image.path().filter(this::isBelow).isPresent());
  }

  private boolean isBelow(String path) {
    return ("/" + path).contains("/" + folder.orElseThrow() + "/");
  }
}
