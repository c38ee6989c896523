package io.modicum.gateway.catalogue;

import io.modicum.contracts.catalogue.Catalogue;
import io.modicum.contracts.catalogue.Description;
import io.modicum.contracts.catalogue.Offer;
import java.util.List;

/**
 * What can be named.
 *
 * @param software name and version of the program that has these; empty if it does not say
 * @param standard what is taken where none is named
 */
record CatalogueView(String software, String standard, List<Description> entries) {

  static CatalogueView of(Offer offer, Catalogue catalogue) {
    return new CatalogueView(catalogue.software(), offer.standard(), catalogue.entries());
  }
}
