package io.modicum.gateway.labeling.answer;

import io.modicum.gateway.access.InCampaign;
import io.modicum.gateway.access.Role;
import io.modicum.gateway.campaign.CampaignDirectory;
import io.modicum.gateway.campaign.RegisteredCampaign;
import io.modicum.gateway.dataset.ClassNames;
import io.quarkus.security.Authenticated;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What annotators say of images. */
@Path("/api/v1/campaigns")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "labelling")
public class LabelResource {

  private final CampaignDirectory campaigns;
  private final LabelActions labeling;
  private final Requester requester;

  LabelResource(CampaignDirectory campaigns, LabelActions labeling, Requester requester) {
    this.campaigns = campaigns;
    this.labeling = labeling;
    this.requester = requester;
  }

  @POST
  @Path("/{id}/labels")
  @InCampaign(Role.ANNOTATOR)
  @Operation(
      operationId = "answerTasks",
      summary = "Takes an annotator's answers",
      description =
          "Each image is answered once by an annotator; the answer stands until it is corrected. To"
              + " send the same answers twice does no harm.")
  public LabelActionResults label(@RestPath String id, @NotNull @Valid LabelsRequest request) {
    RegisteredCampaign campaign = campaigns.askingPeople(id);
    ClassNames classes = campaign.classNames();
    List<LabelAction> answers = new ArrayList<>();
    for (LabelsRequest.Item item : request.labels()) {
      String field = "labels[" + answers.size() + "].label";
      answers.add(new LabelAction.Answer(item.task(), classes.require(field, item.label())));
    }
    return take(campaign, answers);
  }

  @PUT
  @Path("/{id}/labels/{task}")
  @InCampaign(Role.ANNOTATOR)
  @Operation(
      operationId = "correctAnswer",
      summary = "Corrects an annotator's own answer",
      description =
          "As long as the image's cycle is open. What the image's label follows from is judged"
              + " again.")
  public LabelActionResult correct(
      @RestPath String id, @RestPath long task, @NotNull @Valid CorrectionRequest request) {
    RegisteredCampaign campaign = campaigns.askingPeople(id);
    int label = campaign.classNames().require("label", request.label());
    return takeOne(campaign, new LabelAction.Correction(task, label));
  }

  @DELETE
  @Path("/{id}/labels/{task}")
  @InCampaign(Role.ANNOTATOR)
  @Operation(
      operationId = "withdrawAnswer",
      summary = "Takes back what an annotator said of an image, an answer or a skip",
      description = "As long as the image's cycle is open. The image is asked for again.")
  public LabelActionResult withdraw(@RestPath String id, @RestPath long task) {
    return takeOne(campaigns.askingPeople(id), new LabelAction.Withdrawal(task));
  }

  @POST
  @Path("/{id}/skips")
  @InCampaign(Role.ANNOTATOR)
  @Operation(
      operationId = "skipTasks",
      summary = "Leaves images to others",
      description =
          "An annotator is not asked again for an image that they skipped, but may still answer it."
              + " A reviewer decides when `annotation.maximumSkips` annotators skipped it, or when"
              + " nobody is left who works in the campaign and did not.")
  public LabelActionResults skip(@RestPath String id, @NotNull @Valid SkipsRequest request) {
    List<LabelAction> skips =
        request.skips().stream()
            .<LabelAction>map(s -> new LabelAction.Skip(s.task(), s.reason().strip()))
            .toList();
    return take(campaigns.askingPeople(id), skips);
  }

  private LabelActionResults take(RegisteredCampaign campaign, List<LabelAction> actions) {
    return new LabelActionResults(labeling.take(campaign, requester.actor(), actions));
  }

  private LabelActionResult takeOne(RegisteredCampaign campaign, LabelAction action) {
    return take(campaign, List.of(action)).results().get(0);
  }
}
