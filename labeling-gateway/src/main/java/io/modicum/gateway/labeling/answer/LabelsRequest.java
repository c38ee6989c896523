package io.modicum.gateway.labeling.answer;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** An annotator's answers. */
public record LabelsRequest(@NotEmpty @Size(max = 1000) List<@Valid Item> labels) {

  /**
   * One answer.
   *
   * @param label name of the class
   */
  public record Item(@NotNull Long task, @NotBlank String label) {}
}
