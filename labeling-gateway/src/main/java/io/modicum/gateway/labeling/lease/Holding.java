package io.modicum.gateway.labeling.lease;

import java.time.Instant;

/**
 * What an annotator holds of a campaign, so that nobody else is asked for it.
 *
 * @param tasks how many, gold questions included
 * @param since when they got the first of them
 * @param until when the last of them goes to others by itself
 */
record Holding(String annotator, int tasks, Instant since, Instant until) {}
