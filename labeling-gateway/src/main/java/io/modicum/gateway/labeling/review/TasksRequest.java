package io.modicum.gateway.labeling.review;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** Tasks that a reviewer does the same with. */
record TasksRequest(@NotEmpty @Size(max = 1000) List<@NotNull Long> tasks) {}
