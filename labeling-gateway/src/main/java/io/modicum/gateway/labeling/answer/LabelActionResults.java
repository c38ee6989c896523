package io.modicum.gateway.labeling.answer;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of each action, in the order of the request. */
@Schema(name = "Results")
public record LabelActionResults(List<LabelActionResult> results) {}
