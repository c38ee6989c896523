package io.modicum.gateway.labeling;

import io.modicum.gateway.access.InCampaign;
import io.modicum.gateway.access.Role;
import io.modicum.gateway.campaign.CampaignDirectory;
import io.modicum.gateway.campaign.RegisteredCampaign;
import io.modicum.gateway.dataset.ClassNames;
import io.modicum.gateway.http.Page;
import io.modicum.gateway.http.PageRequest;
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

/** What reviewers see of a campaign's labelling, and decide. */
@Path("/api/v1/campaigns")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "review")
public class ReviewResource {

  private final CampaignDirectory campaigns;
  private final Reviews reviews;
  private final LabelActions labeling;
  private final Annotators annotators;
  private final Audit audit;
  private final Requester requester;

  ReviewResource(
      CampaignDirectory campaigns,
      Reviews reviews,
      LabelActions labeling,
      Annotators annotators,
      Audit audit,
      Requester requester) {
    this.campaigns = campaigns;
    this.reviews = reviews;
    this.labeling = labeling;
    this.annotators = annotators;
    this.audit = audit;
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
    return reviews.contested(known(id), PageRequest.of(limit, cursor));
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
  public LabelingResource.Results decide(
      @RestPath String id, @NotNull @Valid LabelsRequest request) {
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
  public LabelingResource.Results reopen(
      @RestPath String id, @NotNull @Valid TasksRequest request) {
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
  public LabelingResource.Results leaveOut(
      @RestPath String id, @NotNull @Valid TasksRequest request) {
    return take(id, request, LabelAction.LeaveOut::new);
  }

  private LabelingResource.Results take(
      String id, TasksRequest request, LongFunction<LabelAction> action) {
    RegisteredCampaign campaign = campaigns.askingPeople(id);
    return take(campaign, request.tasks().stream().map(action::apply).toList());
  }

  private LabelingResource.Results take(RegisteredCampaign campaign, List<LabelAction> actions) {
    return new LabelingResource.Results(labeling.take(campaign, requester.actor(), actions));
  }

  @GET
  @Path("/{id}/annotators")
  @InCampaign(Role.REVIEWER)
  @Operation(
      operationId = "measureAnnotators",
      summary = "Measures a campaign's annotators and their agreement",
      description =
          "What each did and how gold questions were answered; Cohen's kappa of each pair, Fleiss'"
              + " kappa, and Krippendorff's alpha for nominal labels. It is measured on all answers"
              + " at most once a minute (`modicum.gateway.annotators-for`), so it may be that old.")
  public Annotators.AgreementReport annotators(@RestPath String id) {
    return annotators.report(known(id));
  }

  @GET
  @Path("/{id}/audit")
  @InCampaign(Role.REVIEWER)
  @Operation(
      operationId = "readAudit",
      summary = "Tells who said and decided what, when and from where, oldest first",
      description = "Entries are only ever added; the database refuses to change them.")
  public Page<Audit.Entry> audit(
      @RestPath String id, @RestQuery @DefaultValue("100") String limit, @RestQuery String cursor) {
    return audit.entries(known(id), PageRequest.of(limit, cursor));
  }

  private RegisteredCampaign known(String id) {
    return campaigns.require(id);
  }
}
