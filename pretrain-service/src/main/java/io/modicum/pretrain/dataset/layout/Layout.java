package io.modicum.pretrain.dataset.layout;

import io.modicum.contracts.catalogue.Description;
import io.modicum.contracts.catalogue.Offering;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.pretrain.dataset.archive.Archive;

/** A way in which the files of an archive lie, by the name that a dataset's format has. */
public interface Layout extends Offering {

  @Override
  Description description();

  /**
   * Returns where it stands among those that are asked, one by one, whether they know an archive.
   */
  default int turn() {
    return 100;
  }

  /** Returns whether the files of an archive seem to lie so. */
  boolean recognises(Archive archive);

  /**
   * Finds the images.
   *
   * @throws InvalidInput if files lie otherwise; names them
   */
  PictureCollection read(Archive archive);
}
