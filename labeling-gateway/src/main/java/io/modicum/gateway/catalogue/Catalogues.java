package io.modicum.gateway.catalogue;

import io.modicum.contracts.acquisition.FunctionCatalogue;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.ClassifierSettings;
import io.modicum.contracts.campaign.PretrainingSettings;
import io.modicum.contracts.catalogue.Catalogue;
import io.modicum.contracts.catalogue.Described;
import io.modicum.contracts.catalogue.Description;
import io.modicum.contracts.catalogue.Offer;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.gateway.GatewayConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What campaigns and datasets can name, as the services that have it published it. */
@ApplicationScoped
public class Catalogues {

  private final CachedObject<FunctionCatalogue> functions;
  private final Map<Offer, CachedObject<Catalogue>> others = new EnumMap<>(Offer.class);

  Catalogues(ObjectStore store, GatewayConfig config) {
    Duration kept = config.catalogueFor();
    functions =
        new CachedObject<>(store, ObjectKeys.acquisitionFunctions(), FunctionCatalogue.class, kept);
    for (Offer offer : Offer.values()) {
      others.put(offer, new CachedObject<>(store, offer.key(), Catalogue.class, kept));
    }
  }

  /** Returns the functions, or empty if no acquisition service has published any yet. */
  public Optional<FunctionCatalogue> acquisitionFunctions() {
    return functions.latest();
  }

  /** Returns what is published, or what services have that publish nothing. */
  public Catalogue of(Offer offer) {
    return others.get(offer).latest().orElseGet(offer::unpublished);
  }

  /**
   * Returns the campaign with every setting of its pretraining method and of its head written out.
   *
   * @throws InvalidInput if there is no such method or head, or it does not take a setting
   */
  public CampaignSpecification complete(CampaignSpecification campaign) {
    PretrainingSettings pretraining = campaign.pretraining();
    Description method =
        of(Offer.PRETRAINING_METHODS).named(pretraining.methodName(), "pretraining.method");
    ClassifierSettings classifier = campaign.classifier();
    Description head = of(Offer.HEADS).named(classifier.kind(), "classifier.kind");
    return campaign.toBuilder()
        .pretraining(
            pretraining.withSettings(
                method.complete(pretraining.settings(), "pretraining.settings")))
        .classifier(
            classifier.withSettings(head.complete(classifier.settings(), "classifier.settings")))
        .build();
  }

  /**
   * Fails unless a dataset's archive can have this format.
   *
   * @throws InvalidInput naming {@code format}
   */
  public void requireFormat(String format) {
    List<Description> formats = new ArrayList<>(of(Offer.ARCHIVE_LAYOUTS).entries());
    formats.add(0, new Description(Offer.ARCHIVE_LAYOUTS.standard(), "", "", List.of()));
    Described.named(formats, format, "format");
  }
}
