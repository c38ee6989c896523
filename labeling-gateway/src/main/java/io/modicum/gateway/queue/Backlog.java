package io.modicum.gateway.queue;

/**
 * How far a group is behind on a topic.
 *
 * @param records that it has not acknowledged
 * @param oldestSeconds how long ago the first of them was sent, 0 where there is none
 */
record Backlog(Subscription subscription, long records, double oldestSeconds) {}
