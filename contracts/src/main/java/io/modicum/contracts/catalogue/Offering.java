package io.modicum.contracts.catalogue;

/**
 * One of several of a kind that users choose by name. Each is one class with the interface of its
 * kind and a scope annotation, by which the service finds it. Implementations are stateless and
 * thread-safe.
 */
public interface Offering {

  /** Returns what users see of it. */
  Described description();
}
