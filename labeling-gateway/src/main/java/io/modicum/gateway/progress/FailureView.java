package io.modicum.gateway.progress;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;

/**
 * A stage that gave up.
 *
 * @param cycle the cycle, or -1
 * @param permanent whether the same input will fail again
 * @param reason what happened and what to change
 */
public record FailureView(
    @JsonIgnore String subject,
    String stage,
    int cycle,
    boolean permanent,
    String reason,
    Instant failed) {}
