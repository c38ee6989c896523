package io.modicum.gateway.queue;

import java.time.Instant;

/**
 * A record that a stage gave up on.
 *
 * @param topic its dead-letter topic
 * @param key the campaign, dataset or backbone, as a rule
 * @param reason what the stage said
 * @param since when it was given up
 */
record DeadLetter(
    String topic, int partition, long offset, String key, String reason, Instant since) {}
