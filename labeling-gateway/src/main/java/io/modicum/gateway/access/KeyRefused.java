package io.modicum.gateway.access;

/** An API key opens nothing; the message says why, and what its holder can do. */
final class KeyRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  KeyRefused(String message) {
    super(message);
  }
}
