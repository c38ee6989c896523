package io.modicum.gateway.exchange.labelstudio;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.failure.Unavailable;
import io.modicum.gateway.campaign.Campaigns;
import io.modicum.gateway.campaign.RegisteredCampaign;
import io.modicum.gateway.labeling.Act;
import io.modicum.gateway.labeling.ActResult;
import io.modicum.gateway.labeling.Actor;
import io.modicum.gateway.labeling.Labeling;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Makes answers, corrections and withdrawals of what Label Studio told. What none can be made of is
 * passed over, so that it does not keep the others waiting.
 */
@ApplicationScoped
class AnnotationInbox {

  private static final Duration REST = Duration.ofSeconds(30);
  private static final int MOST_ATTEMPTS = 3;

  private final BridgeTable bridges;
  private final AnnotationTable annotations;
  private final Campaigns campaigns;
  private final Labeling labeling;
  private final LabelStudioClient client;
  private final PassedOver passedOver;

  AnnotationInbox(
      BridgeTable bridges,
      AnnotationTable annotations,
      Campaigns campaigns,
      Labeling labeling,
      LabelStudioClient client,
      PassedOver passedOver) {
    this.bridges = bridges;
    this.annotations = annotations;
    this.campaigns = campaigns;
    this.labeling = labeling;
    this.client = client;
    this.passedOver = passedOver;
  }

  /** Takes what was told first of a campaign, and returns whether there may be more. */
  boolean takeNext(CampaignId campaign) {
    Optional<AnnotationTable.Kept> next =
        QuarkusTransaction.requiringNew().call(() -> annotations.next(campaign));
    return next.isPresent() && take(next.get());
  }

  /** No transaction is open while Label Studio is asked, however long it takes to answer. */
  private boolean take(AnnotationTable.Kept kept) {
    try {
      if (kept.told() instanceof Told.Chosen chosen) {
        Optional<JsonNode> data = data(kept, chosen.task());
        return data.isEmpty() || taken(kept, () -> answer(kept, chosen, data.get()));
      }
      if (kept.told() instanceof Told.Gone gone) {
        return taken(kept, () -> withdraw(kept, gone));
      }
      throw new InvalidInput("webhook", ((Told.Odd) kept.told()).problem());
    } catch (Unavailable away) {
      throw away;
    } catch (RuntimeException odd) {
      setAside(kept, odd);
      return true;
    }
  }

  /** Does what an annotation asks for unless another gateway has it, and returns whether it did. */
  private boolean taken(AnnotationTable.Kept kept, Runnable act) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              boolean ours = annotations.take(kept);
              if (ours) {
                act.run();
              }
              return ours;
            });
  }

  /** Returns what a task of Label Studio's shows, or empty if that has to wait. */
  private Optional<JsonNode> data(AnnotationTable.Kept kept, long task) {
    Bridge bridge = bridges.find(kept.campaign()).orElseThrow();
    try {
      return Optional.of(client.task(bridge, task).path("data"));
    } catch (RuntimeException failure) {
      if (client.answers(bridge)) {
        setAside(kept, failure);
      } else {
        QuarkusTransaction.requiringNew()
            .run(() -> bridges.failed(kept.campaign(), message(failure), REST));
      }
      return Optional.empty();
    }
  }

  /**
   * Lets what failed rest, and passes over what will fail again. Of gateways that fail at the same
   * time, one counts.
   */
  private void setAside(AnnotationTable.Kept kept, RuntimeException failure) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              if (failure instanceof InvalidInput || kept.attempts() + 1 >= MOST_ATTEMPTS) {
                if (annotations.remove(kept)) {
                  passedOver.annotation(kept.campaign(), failure);
                }
              } else if (annotations.rest(kept, REST)) {
                bridges.failed(kept.campaign(), message(failure), Duration.ZERO);
              }
            });
  }

  private static String message(RuntimeException failure) {
    return String.valueOf(failure.getMessage());
  }

  /**
   * Answers the task of ours that a task of Label Studio's carries. What corrects an answer that
   * never came is one.
   */
  private void answer(AnnotationTable.Kept kept, Told.Chosen chosen, JsonNode data) {
    annotations.remove(kept);
    if (!data.path("modicum_campaign").asText().equals(kept.campaign().value())) {
      return;
    }
    RegisteredCampaign campaign = campaigns.find(kept.campaign()).orElseThrow();
    long task = data.path("modicum_task").asLong();
    int label = campaign.classNames().require("choice of task " + chosen.task(), chosen.label());
    Act.Answer answer = new Act.Answer(task, label);
    List<Act> acts =
        chosen.corrects() ? List.of(new Act.Correction(task, label), answer) : List.of(answer);
    boolean counts =
        labeling.take(campaign, Actor.gateway(chosen.annotator()), acts).stream()
            .anyMatch(result -> result.result() == ActResult.Outcome.ACCEPTED);
    if (counts) {
      annotations.stands(kept.campaign(), task, chosen);
    }
  }

  /** Takes back the answer that an annotation stood for; it may have stood for none. */
  private void withdraw(AnnotationTable.Kept kept, Told.Gone gone) {
    annotations.remove(kept);
    annotations
        .forget(kept.campaign(), gone)
        .ifPresent(
            answer ->
                labeling.take(
                    campaigns.find(kept.campaign()).orElseThrow(),
                    Actor.gateway(answer.annotator()),
                    List.of(new Act.Withdrawal(answer.task()))));
  }
}
