package io.modicum.gateway.labeling.answer;

import io.modicum.gateway.http.ReadableName;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** Images that an annotator leaves to others. */
record SkipsRequest(@NotEmpty @Size(max = 1000) List<@Valid Skip> skips) {

  /**
   * One image.
   *
   * @param reason why, such as: blurred, two things in one image
   */
  record Skip(@NotNull Long task, @ReadableName String reason) {}
}
