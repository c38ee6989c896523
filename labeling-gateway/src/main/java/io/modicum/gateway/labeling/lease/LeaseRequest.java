package io.modicum.gateway.labeling.lease;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * Asks for tasks.
 *
 * @param size how many tasks at most, 10 unless said
 * @param seconds how long nobody else is asked for them, 300 unless said
 * @param fairShare whether to get no more than leaves as much for each of the others who are here,
 *     and to give back what is held beyond that; false unless said
 */
record LeaseRequest(
    @NotNull @Min(1) @Max(1000) Integer size,
    @NotNull @Min(1) @Max(86_400) Integer seconds,
    @NotNull Boolean fairShare) {

  LeaseRequest {
    size = size == null ? 10 : size;
    seconds = seconds == null ? 300 : seconds;
    fairShare = fairShare != null && fairShare;
  }
}
