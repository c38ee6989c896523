package io.modicum.gateway.labeling.lease;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.modicum.gateway.access.Access;
import io.modicum.gateway.access.CampaignPath;
import io.modicum.gateway.access.InCampaign;
import io.modicum.gateway.access.Role;
import io.modicum.gateway.campaign.CampaignDirectory;
import io.modicum.gateway.campaign.Prediction;
import io.modicum.gateway.campaign.RegisteredCampaign;
import io.modicum.gateway.http.Problem;
import io.modicum.gateway.labeling.task.Suggestions;
import io.modicum.gateway.labeling.task.Task;
import io.quarkus.security.Authenticated;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Who is asked for which images. */
@Path("/api/v1/campaigns")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "labelling")
public class LeaseResource {

  private final CampaignDirectory campaigns;
  private final Leasing leasing;
  private final Suggestions suggestions;
  private final Access access;

  LeaseResource(
      CampaignDirectory campaigns, Leasing leasing, Suggestions suggestions, Access access) {
    this.campaigns = campaigns;
    this.leasing = leasing;
    this.suggestions = suggestions;
    this.access = access;
  }

  /** The tasks that an annotator got, and the classes to choose from. */
  record Lease(List<String> classes, List<LeasedTask> tasks) {}

  /**
   * One image to label.
   *
   * @param image its index in the dataset
   * @param imageUrl where its PNG is
   * @param rank its place in the cycle's selection, 0 is the most wanted; absent where the campaign
   *     also asks for images that were not chosen: gold questions, an evaluation sample, labels to
   *     confirm
   * @param reason why it was chosen; absent likewise
   * @param suggestion absent in the first cycle, and unless the campaign's `annotation.suggestions`
   *     lets annotators see it
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record LeasedTask(
      long id,
      int image,
      String imageUrl,
      int cycle,
      OptionalInt rank,
      Optional<String> reason,
      Optional<Suggestion> suggestion) {}

  /**
   * What the latest classifier takes an image for.
   *
   * @param label name of the class
   * @param probability of the class, in [0, 1]
   */
  record Suggestion(String label, double probability) {}

  @POST
  @Path("/{id}/leases")
  @InCampaign(Role.ANNOTATOR)
  @Operation(
      operationId = "leaseTasks",
      summary = "Gives an annotator images to label",
      description =
          "Nobody else is asked for them until the lease ends or they are answered. What the"
              + " annotator holds already comes first, and for as long again.")
  public Lease lease(@RestPath String id, @NotNull @Valid LeaseRequest request) {
    RegisteredCampaign campaign = campaigns.askingPeople(id);
    List<Task> tasks = tasks(campaign, request).orElseThrow(() -> deleted(campaign));
    Map<Long, Prediction> suggested = suggestions.find(campaign, tasks);
    return new Lease(
        campaign.classes(),
        tasks.stream()
            .map(task -> leased(campaign, task, Optional.ofNullable(suggested.get(task.id()))))
            .toList());
  }

  private Optional<List<Task>> tasks(RegisteredCampaign campaign, LeaseRequest request) {
    return request.fairShare()
        ? leasing.leaseShare(campaign, access.principal(), request.size(), request.seconds())
        : leasing.lease(campaign, access.principal(), request.size(), request.seconds());
  }

  private Problem.Refusal deleted(RegisteredCampaign campaign) {
    campaigns.forget(campaign.id());
    return CampaignPath.unknown(campaign.id().value());
  }

  private static LeasedTask leased(
      RegisteredCampaign campaign, Task task, Optional<Prediction> suggested) {
    boolean told = !campaign.mixed();
    return new LeasedTask(
        task.id(),
        task.image(),
        "/api/v1/datasets/" + campaign.dataset() + "/images/" + task.image(),
        task.cycle(),
        told ? OptionalInt.of(task.rank()) : OptionalInt.empty(),
        told ? Optional.of(task.reason()) : Optional.empty(),
        suggested.map(made -> new Suggestion(made.name(), made.probability())));
  }

  @DELETE
  @Path("/{id}/leases")
  @InCampaign(Role.ANNOTATOR)
  @Operation(
      operationId = "returnTasks",
      summary = "Gives back all that an annotator holds",
      description = "Others are asked at once. The annotator may lease the same images again.")
  public void giveBack(@RestPath String id) {
    leasing.giveBack(campaigns.askingPeople(id), access.principal());
  }

  /** Who holds images of a campaign, by name. */
  record Holdings(List<Holding> holdings) {}

  @GET
  @Path("/{id}/leases")
  @InCampaign(Role.REVIEWER)
  @Operation(
      operationId = "listHoldings",
      summary = "Tells who holds images, how many and until when",
      description = "Nobody else is asked for them meanwhile.")
  public Holdings holdings(@RestPath String id) {
    return new Holdings(leasing.holdings(campaigns.askingPeople(id)));
  }

  @DELETE
  @Path("/{id}/leases/{annotator}")
  @InCampaign(Role.REVIEWER)
  @Operation(
      operationId = "freeTasks",
      summary = "Takes back all that somebody holds, for others",
      description = "What they answer all the same counts if the image is still open.")
  public void free(@RestPath String id, @RestPath String annotator) {
    leasing.giveBack(campaigns.askingPeople(id), annotator);
  }
}
