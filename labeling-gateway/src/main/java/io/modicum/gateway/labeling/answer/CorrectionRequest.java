package io.modicum.gateway.labeling.answer;

import jakarta.validation.constraints.NotBlank;

/**
 * Another answer in place of an annotator's own.
 *
 * @param label name of the class
 */
record CorrectionRequest(@NotBlank String label) {}
