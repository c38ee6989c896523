package io.modicum.contracts.acquisition;

import io.modicum.contracts.campaign.AcquisitionSettings;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.ClassifierSettings;
import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.campaign.Oracle;
import io.modicum.contracts.catalogue.Described;
import io.modicum.contracts.failure.InvalidInput;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The acquisition functions that campaigns can name. The acquisition service publishes it, so that
 * the gateway can list them and refuse a campaign that could not run.
 *
 * @param software name and version of the program that has these functions
 * @param functions ordered by name
 */
public record FunctionCatalogue(String software, List<FunctionDescription> functions) {

  private static final int COMMITTEE = 8;

  public FunctionCatalogue {
    functions = List.copyOf(functions);
  }

  /**
   * Returns the campaign with every setting of its acquisition function written out, and with a
   * committee of {@value #COMMITTEE} heads where the function needs one and none is asked for.
   *
   * @throws InvalidInput if there is no such function, a setting cannot be, or a function needs
   *     what the campaign does not have
   */
  public CampaignSpecification complete(CampaignSpecification campaign) {
    AcquisitionSettings acquisition = campaign.acquisition();
    FunctionDescription function =
        Described.named(functions, acquisition.function(), "acquisition.function");
    FunctionDescription initial = Described.named(functions, campaign.initial(), "initial");
    requireTruth(function, campaign, "acquisition.function");
    requireTruth(initial, campaign, "initial");
    requireStart(initial, campaign.mode());
    requireHeads(function, campaign.mode());
    return campaign.toBuilder()
        .classifier(classifier(campaign, function))
        .acquisition(acquisition.withSettings(function.complete(acquisition.settings())))
        .build();
  }

  private static void requireTruth(
      FunctionDescription function, CampaignSpecification campaign, String field) {
    if (function.needs().contains(Need.TRUTH) && campaign.oracle() != Oracle.SIMULATED) {
      throw new InvalidInput(
          field, function.name() + " needs known labels, so it goes with a simulated oracle only");
    }
  }

  private void requireStart(FunctionDescription initial, Mode mode) {
    if (!canStart(initial, mode)) {
      throw new InvalidInput(
          "initial",
          initial.name()
              + (initial.canStart()
                  ? " needs features, which a from-scratch campaign has only after its first cycle"
                  : " needs labels")
              + "; use one of "
              + functions.stream()
                  .filter(function -> canStart(function, mode))
                  .map(FunctionDescription::name)
                  .collect(Collectors.joining(", ")));
    }
  }

  private static void requireHeads(FunctionDescription function, Mode mode) {
    if (mode == Mode.FROM_SCRATCH
        && (function.needs().contains(Need.COMMITTEE)
            || function.needs().contains(Need.PSEUDO_LABELS))) {
      throw new InvalidInput(
          "acquisition.function",
          function.name()
              + " needs heads on frozen features, so it goes with mode self-supervised only");
    }
  }

  private static boolean canStart(FunctionDescription function, Mode mode) {
    return function.canStart()
        && (mode == Mode.SELF_SUPERVISED || !function.needs().contains(Need.FEATURES));
  }

  private static ClassifierSettings classifier(
      CampaignSpecification campaign, FunctionDescription function) {
    ClassifierSettings given = campaign.classifier();
    if (!function.needs().contains(Need.COMMITTEE)) {
      return given;
    }
    if (given.committee() == 1) {
      throw new InvalidInput(
          "classifier.committee", "must be at least 2 for " + function.name() + ", or left out");
    }
    return given.committee() > 0 ? given : given.withCommittee(COMMITTEE);
  }
}
