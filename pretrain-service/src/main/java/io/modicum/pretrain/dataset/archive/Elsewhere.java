package io.modicum.pretrain.dataset.archive;

import io.modicum.contracts.failure.InvalidInput;

/** A file that lies by itself, and is brought here when something of it is read. */
public interface Elsewhere {

  /**
   * Brings the whole file.
   *
   * @throws InvalidInput if it cannot be read
   */
  byte[] whole();

  /**
   * Brings the first bytes, for which the rest is not read.
   *
   * @param most how many, at most those that it has
   * @throws InvalidInput if it cannot be read
   */
  byte[] start(int most);
}
