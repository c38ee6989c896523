package io.modicum.gateway.labeling.review;

import io.modicum.gateway.access.InCampaign;
import io.modicum.gateway.access.Role;
import io.modicum.gateway.campaign.CampaignDirectory;
import io.modicum.gateway.campaign.RegisteredCampaign;
import io.modicum.gateway.dataset.ClassNames;
import io.modicum.gateway.http.Page;
import io.modicum.gateway.http.PageRequest;
import io.modicum.gateway.labeling.answer.LabelAction;
import io.modicum.gateway.labeling.answer.LabelActionResults;
import io.modicum.gateway.labeling.answer.LabelActions;
import io.modicum.gateway.labeling.answer.LabelsRequest;
import io.modicum.gateway.labeling.answer.Requester;
import io.quarkus.security.Authenticated;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** What annotators left to reviewers, and what these decide. */
@Path("/api/v1/campaigns")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "review")
public class ReviewResource {

  private final CampaignDirectory campaigns;
  private final Reviews reviews;
  private final LabelActions labeling;
  private final Requester requester;

  ReviewResource(
      CampaignDirectory campaigns, Reviews reviews, LabelActions labeling, Requester requester) {
    this.campaigns = campaigns;
    this.reviews = reviews;
    this.labeling = labeling;
    this.requester = requester;
  }

  @GET
  @Path("/{id}/contested")
  @InCampaign(Role.REVIEWER)
  @Operation(
      operationId = "listContested",
      summary = "Lists the images that annotators could not settle",
      description =
          "They differed, were not confident enough together, or too many skipped it, or all who"
              + " work in the campaign did.")
  public Page<Reviews.Contested> contested(
      @RestPath String id, @RestQuery @DefaultValue("50") String limit, @RestQuery String cursor) {
    return reviews.contested(campaigns.require(id), PageRequest.of(limit, cursor));
  }

  @POST
  @Path("/{id}/decisions")
  @InCampaign(Role.REVIEWER)
  @Operation(
      operationId = "decideTasks",
      summary = "Decides images in place of the agreement rule",
      description =
          "Any image of an open cycle, contested or not. A decision stands against whatever"
              + " annotators say, until a reviewer decides anew.")
  public LabelActionResults decide(@RestPath String id, @NotNull @Valid LabelsRequest request) {
    RegisteredCampaign campaign = campaigns.askingPeople(id);
    ClassNames classes = campaign.classNames();
    List<LabelAction> decisions = new ArrayList<>();
    for (LabelsRequest.Item item : request.labels()) {
      String field = "labels[" + decisions.size() + "].label";
      decisions.add(new LabelAction.Review(item.task(), classes.require(field, item.label())));
    }
    return take(campaign, decisions);
  }

  @POST
  @Path("/{id}/reopenings")
  @InCampaign(Role.REVIEWER)
  @Operation(
      operationId = "reopenTasks",
      summary = "Puts images back, to be asked for again",
      description =
          "Also of those who skipped them. Skips count no more, and answers neither where they do"
              + " not let the rule ask for others; the audit keeps all. As long as the cycle is"
              + " open.")
  public LabelActionResults reopen(@RestPath String id, @NotNull @Valid TasksRequest request) {
    return take(id, request, LabelAction.PutBack::new);
  }

  @POST
  @Path("/{id}/omissions")
  @InCampaign(Role.REVIEWER)
  @Operation(
      operationId = "leaveOutTasks",
      summary = "Leaves images out",
      description =
          "The cycle closes without a label for them, and they are not asked for again. Until it is"
              + " closed they can be decided or put back.")
  public LabelActionResults leaveOut(@RestPath String id, @NotNull @Valid TasksRequest request) {
    return take(id, request, LabelAction.LeaveOut::new);
  }

  private LabelActionResults take(
      String id, TasksRequest request, LongFunction<LabelAction> action) {
    RegisteredCampaign campaign = campaigns.askingPeople(id);
    return take(campaign, request.tasks().stream().map(action::apply).toList());
  }

  private LabelActionResults take(RegisteredCampaign campaign, List<LabelAction> actions) {
    return new LabelActionResults(labeling.take(campaign, requester.actor(), actions));
  }
}
