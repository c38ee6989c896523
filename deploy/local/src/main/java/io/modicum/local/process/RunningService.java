package io.modicum.local.process;

/** A service that was started, until it is ended. */
public interface RunningService extends AutoCloseable {

  boolean isAlive();

  /** Ends it without warning, as SIGKILL does. */
  void kill();

  /** Asks it to end, and kills it if it does not. */
  @Override
  void close();
}
