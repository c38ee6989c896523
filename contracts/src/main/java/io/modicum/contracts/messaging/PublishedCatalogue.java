package io.modicum.contracts.messaging;

import io.modicum.contracts.catalogue.Catalogue;
import io.modicum.contracts.catalogue.Offer;

/**
 * A catalogue that is published at the start of the service that gives it as a bean.
 *
 * @param key where it is in the bucket
 * @param content what is written as JSON
 */
public record PublishedCatalogue(String key, Object content) {

  public PublishedCatalogue(Offer offer, Catalogue catalogue) {
    this(offer.key(), catalogue);
  }
}
