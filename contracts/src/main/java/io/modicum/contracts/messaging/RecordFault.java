package io.modicum.contracts.messaging;

import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;

/** Tells records that no broker takes, however often they are sent, from brokers that are away. */
public final class RecordFault {

  private RecordFault() {}

  /** Returns whether it is the record that made sending it fail. */
  public static boolean is(Throwable failure) {
    return failure instanceof RecordTooLargeException
        || failure instanceof InvalidTopicException
        || failure instanceof SerializationException
        || failure instanceof PolicyViolationException
        || (failure.getCause() != null && is(failure.getCause()));
  }
}
