package io.modicum.acquisition;

import io.modicum.contracts.manifest.Selection.Pick;
import java.util.List;

/** An acquisition function: chooses the images that are worth a label. */
interface Acquisition {

  /**
   * Chooses images without a label, best first, none twice. The same candidates and seed give the
   * same choice.
   *
   * @param count how many; fewer come back if fewer are unlabelled
   */
  List<Pick> choose(Candidates candidates, int count);
}
