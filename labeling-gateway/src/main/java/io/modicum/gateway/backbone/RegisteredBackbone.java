package io.modicum.gateway.backbone;

import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.event.BackboneRegistered;
import io.modicum.contracts.store.ObjectKeys;

/**
 * A user's own network as the gateway knows it.
 *
 * @param output name of the output with the features, empty where there is only one
 * @param dimensions features per image, 0 until it is ready
 */
record RegisteredBackbone(
    BackboneId id,
    String name,
    String output,
    Normalisation normalisation,
    BackboneState state,
    int dimensions) {

  BackboneRegistered event() {
    return new BackboneRegistered(
        id,
        name,
        ObjectKeys.network(id),
        output,
        normalisation.mean(),
        normalisation.standardDeviation());
  }
}
