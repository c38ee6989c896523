package io.modicum.gateway.outbox;

/** An event waits in the outbox. */
record OutboxFilled() {}
