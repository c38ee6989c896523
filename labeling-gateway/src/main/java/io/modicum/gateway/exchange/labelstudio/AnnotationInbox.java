package io.modicum.gateway.exchange.labelstudio;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.failure.Unavailable;
import io.modicum.gateway.campaign.CampaignTable;
import io.modicum.gateway.campaign.RegisteredCampaign;
import io.modicum.gateway.labeling.answer.Actor;
import io.modicum.gateway.labeling.answer.LabelAction;
import io.modicum.gateway.labeling.answer.LabelActionResult;
import io.modicum.gateway.labeling.answer.LabelActions;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Applies what Label Studio's webhook reported, as answers, corrections and withdrawals. A change
 * that cannot be applied is rejected, so that it does not keep the others waiting.
 */
@ApplicationScoped
class AnnotationInbox {

  private static final Duration REST = Duration.ofSeconds(30);
  private static final int MOST_ATTEMPTS = 3;

  private final BridgeTable bridges;
  private final AnnotationTable annotations;
  private final CampaignTable campaigns;
  private final LabelActions labeling;
  private final LabelStudioClient client;
  private final Rejections rejections;

  AnnotationInbox(
      BridgeTable bridges,
      AnnotationTable annotations,
      CampaignTable campaigns,
      LabelActions labeling,
      LabelStudioClient client,
      Rejections rejections) {
    this.bridges = bridges;
    this.annotations = annotations;
    this.campaigns = campaigns;
    this.labeling = labeling;
    this.client = client;
    this.rejections = rejections;
  }

  /** Applies the oldest change of a campaign, and returns whether there may be more. */
  boolean applyNext(CampaignId campaign) {
    Optional<AnnotationTable.Pending> next =
        QuarkusTransaction.requiringNew().call(() -> annotations.next(campaign));
    return next.isPresent() && apply(next.get());
  }

  /** No transaction is open while Label Studio is asked, however long it takes to answer. */
  private boolean apply(AnnotationTable.Pending pending) {
    try {
      if (pending.change() instanceof AnnotationChange.Labelled labelled) {
        Optional<JsonNode> data = data(pending, labelled.task());
        return data.isEmpty() || applied(pending, () -> answer(pending, labelled, data.get()));
      }
      if (pending.change() instanceof AnnotationChange.Removed removed) {
        return applied(pending, () -> withdraw(pending, removed));
      }
      throw new InvalidInput("webhook", ((AnnotationChange.Invalid) pending.change()).problem());
    } catch (Unavailable away) {
      throw away;
    } catch (RuntimeException failure) {
      retryLaterOrReject(pending, failure);
      return true;
    }
  }

  /** Applies a change unless another gateway has it, and returns whether it did. */
  private boolean applied(AnnotationTable.Pending pending, Runnable act) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              boolean ours = annotations.lock(pending);
              if (ours) {
                act.run();
              }
              return ours;
            });
  }

  /** Returns what a task of Label Studio's shows, or empty if that has to wait. */
  private Optional<JsonNode> data(AnnotationTable.Pending pending, long task) {
    Bridge bridge = bridges.find(pending.campaign()).orElseThrow();
    try {
      return Optional.of(client.task(bridge, task).path("data"));
    } catch (RuntimeException failure) {
      if (client.answers(bridge)) {
        retryLaterOrReject(pending, failure);
      } else {
        QuarkusTransaction.requiringNew()
            .run(() -> bridges.failed(pending.campaign(), message(failure), REST));
      }
      return Optional.empty();
    }
  }

  /**
   * Lets a change that failed rest, and rejects one that will fail again. Of gateways that fail at
   * the same time, one counts.
   */
  private void retryLaterOrReject(AnnotationTable.Pending pending, RuntimeException failure) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              if (failure instanceof InvalidInput || pending.attempts() + 1 >= MOST_ATTEMPTS) {
                if (annotations.remove(pending)) {
                  rejections.annotation(pending.campaign(), failure);
                }
              } else if (annotations.rest(pending, REST)) {
                bridges.failed(pending.campaign(), message(failure), Duration.ZERO);
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
  private void answer(
      AnnotationTable.Pending pending, AnnotationChange.Labelled labelled, JsonNode data) {
    annotations.remove(pending);
    if (!data.path("modicum_campaign").asText().equals(pending.campaign().value())) {
      return;
    }
    RegisteredCampaign campaign = campaigns.find(pending.campaign()).orElseThrow();
    long task = data.path("modicum_task").asLong();
    int label =
        campaign.classNames().require("choice of task " + labelled.task(), labelled.label());
    LabelAction.Answer answer = new LabelAction.Answer(task, label);
    List<LabelAction> acts =
        labelled.corrects()
            ? List.of(new LabelAction.Correction(task, label), answer)
            : List.of(answer);
    boolean counts =
        labeling.take(campaign, Actor.gateway(labelled.annotator()), acts).stream()
            .anyMatch(result -> result.result() == LabelActionResult.Outcome.ACCEPTED);
    if (counts) {
      annotations.recordAnswer(pending.campaign(), task, labelled);
    }
  }

  /** Withdraws the answer that came from an annotation, if one did. */
  private void withdraw(AnnotationTable.Pending pending, AnnotationChange.Removed removed) {
    annotations.remove(pending);
    annotations
        .removeAnswer(pending.campaign(), removed)
        .ifPresent(
            answer ->
                labeling.take(
                    campaigns.find(pending.campaign()).orElseThrow(),
                    Actor.gateway(answer.annotator()),
                    List.of(new LabelAction.Withdrawal(answer.task()))));
  }
}
