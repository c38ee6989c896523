package io.modicum.pretrain.method;

import io.modicum.contracts.campaign.BackboneSettings;
import io.modicum.contracts.campaign.PretrainingSettings;
import io.modicum.contracts.catalogue.Description;
import io.modicum.contracts.catalogue.Offering;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.pretrain.engine.TorchEngine;
import io.modicum.pretrain.feed.ImageFeed;

/** A method that campaigns can name to pretrain their backbone by. */
public interface PretrainingMethod extends Offering {

  @Override
  Description description();

  /**
   * Begins a training.
   *
   * @param images what is trained on
   * @param settings with those of this method complete
   * @param seed decides all that is random
   * @throws InvalidInput if the images or settings do not suit the method
   */
  SelfSupervised begin(
      TorchEngine engine,
      ImageFeed images,
      BackboneSettings architecture,
      PretrainingSettings settings,
      long seed);
}
