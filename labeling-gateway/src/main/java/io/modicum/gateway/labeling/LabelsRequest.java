package io.modicum.gateway.labeling;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** An annotator's answers. */
record LabelsRequest(@NotEmpty @Size(max = 1000) List<@Valid Item> labels) {

  /**
   * One answer.
   *
   * @param label name of the class
   */
  record Item(@NotNull Long task, @NotBlank String label) {}
}
