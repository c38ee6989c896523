package io.modicum.gateway.outbox;

import io.modicum.contracts.event.StageFailed;

/**
 * An event of the outbox can never be sent as it is, and has left it.
 *
 * @param failure what is told of it, as of an event that a stage gave up on
 */
public record EventRefused(StageFailed failure) {}
