package io.modicum.gateway.labeling.annotator;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.gateway.GatewayConfig;
import io.modicum.gateway.agreement.Agreement;
import io.modicum.gateway.campaign.RegisteredCampaign;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.OptionalDouble;

/** Who labels a campaign, and how far they agree. */
@ApplicationScoped
class Annotators {

  private final AnswerTable answers;
  private final RecentReports<CampaignId, AgreementReport> reports;

  Annotators(AnswerTable answers, GatewayConfig config) {
    this.answers = answers;
    this.reports = new RecentReports<>(config.annotatorsFor(), System::nanoTime);
  }

  /**
   * A campaign's annotators, and their agreement beyond chance; a coefficient is absent where it is
   * not defined.
   *
   * @param images that have two answers or more
   * @param fleissKappa over the images that have as many answers as the campaign wants of each
   * @param krippendorffAlpha over all images that have two answers or more
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record AgreementReport(
      List<AnnotatorReport> annotators,
      long images,
      OptionalDouble fleissKappa,
      OptionalDouble krippendorffAlpha,
      List<AnnotatorPair> pairs) {}

  /**
   * Two annotators who answered some of the same images.
   *
   * @param images how many
   * @param cohenKappa on these; absent where it is not defined
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record AnnotatorPair(String first, String second, int images, OptionalDouble cohenKappa) {}

  /**
   * Measures who labels a campaign on all answers that stand, gold questions apart, or did so not
   * long ago: it takes all of them into memory.
   */
  AgreementReport report(RegisteredCampaign campaign) {
    return reports.get(campaign.id(), id -> measure(campaign));
  }

  private AgreementReport measure(RegisteredCampaign campaign) {
    Answers given = answers.ofImages(campaign.id());
    Agreement agreement =
        Agreement.measure(
            given.ratings(),
            given.items().size(),
            campaign.classes().size(),
            campaign.annotation().labelsPerImage());
    List<String> names = List.copyOf(given.annotators().keySet());
    return new AgreementReport(
        answers.annotators(campaign.id()).stream()
            .map(
                annotator -> {
                  Integer number = given.annotators().get(annotator.annotator());
                  return number == null ? annotator : annotator.with(agreement.meanKappa(number));
                })
            .toList(),
        agreement.items(),
        agreement.fleissKappa(),
        agreement.krippendorffAlpha(),
        agreement.pairs().stream()
            .map(
                pair ->
                    new AnnotatorPair(
                        names.get(pair.first()),
                        names.get(pair.second()),
                        pair.items(),
                        pair.cohenKappa()))
            .toList());
  }
}
