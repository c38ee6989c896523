package io.modicum.pretrain.dataset.source;

import io.modicum.contracts.catalogue.Description;
import io.modicum.contracts.catalogue.Offering;
import io.modicum.contracts.event.DatasetRegistered;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.pretrain.dataset.archive.Archive;
import java.util.OptionalLong;

/** Where the files of a dataset are, by the name that its object in the store ends with. */
public interface Source extends Offering {

  @Override
  Description description();

  /** Returns how many bytes have to be read, or empty where that is not known before. */
  OptionalLong bytes(DatasetRegistered dataset);

  /**
   * Brings the files here, or tells which there are and brings each when it is read.
   *
   * @param requireWanted runs now and then; ends the work by an exception
   * @throws InvalidInput if they are not there, or are not what they should be; says what to do
   */
  Archive open(DatasetRegistered dataset, Runnable requireWanted);
}
