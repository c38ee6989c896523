package io.modicum.gateway.rest;

import io.modicum.contracts.stage.InvalidInput;
import io.modicum.gateway.access.Access;
import io.modicum.gateway.access.Role;
import io.modicum.gateway.campaign.Campaigns;
import io.modicum.gateway.campaign.RegisteredCampaign;
import io.modicum.gateway.labeling.Answer;
import io.modicum.gateway.labeling.AnswerResult;
import io.modicum.gateway.labeling.Labeling;
import io.modicum.gateway.labeling.Task;
import io.quarkus.security.Authenticated;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Labelling tasks and answers. */
@Path("/api/v1/campaigns")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "labelling")
public class LabelingResource {

  private final Campaigns campaigns;
  private final Labeling labeling;
  private final Access access;

  LabelingResource(Campaigns campaigns, Labeling labeling, Access access) {
    this.campaigns = campaigns;
    this.labeling = labeling;
    this.access = access;
  }

  /** The tasks that an annotator got, and the classes to choose from. */
  record Lease(List<String> classes, List<LeasedTask> tasks) {}

  /**
   * One image to label.
   *
   * @param image its index in the dataset
   * @param imageUrl where its PNG is
   * @param rank its place in the cycle's selection, 0 is the most wanted
   * @param reason why it was chosen
   */
  record LeasedTask(long id, int image, String imageUrl, int cycle, int rank, String reason) {}

  /** What became of each answer, in the order of the request. */
  record LabelResults(List<AnswerResult> results) {}

  @POST
  @Path("/{id}/leases")
  @InCampaign(Role.ANNOTATOR)
  @Operation(
      operationId = "leaseTasks",
      summary = "Gives an annotator images to label",
      description = "Nobody else is asked for them until the lease ends or they are answered.")
  public Lease lease(@RestPath String id, @NotNull @Valid LeaseRequest request) {
    RegisteredCampaign campaign = askingPeople(id);
    List<Task> tasks =
        labeling.lease(campaign, access.principal(), request.size(), request.seconds());
    return new Lease(
        campaign.classes(),
        tasks.stream()
            .map(
                task ->
                    new LeasedTask(
                        task.id(),
                        task.image(),
                        "/api/v1/datasets/" + campaign.dataset() + "/images/" + task.image(),
                        task.cycle(),
                        task.rank(),
                        task.reason()))
            .toList());
  }

  @POST
  @Path("/{id}/labels")
  @InCampaign(Role.ANNOTATOR)
  @Operation(
      operationId = "answerTasks",
      summary = "Takes an annotator's answers",
      description = "Each image is answered once by an annotator; the first answer stands.")
  public LabelResults label(@RestPath String id, @NotNull @Valid LabelsRequest request) {
    RegisteredCampaign campaign = askingPeople(id);
    List<Answer> answers = new ArrayList<>();
    for (LabelsRequest.Item item : request.labels()) {
      int label = campaign.classes().indexOf(item.label());
      if (label < 0) {
        throw new InvalidInput(
            "labels[" + answers.size() + "].label",
            "'"
                + item.label()
                + "' is not a class; known are "
                + String.join(", ", campaign.classes()));
      }
      answers.add(new Answer(item.task(), label));
    }
    return new LabelResults(labeling.answer(campaign, access.principal(), answers));
  }

  private RegisteredCampaign askingPeople(String id) {
    RegisteredCampaign campaign =
        campaigns.find(CampaignResource.idOf(id)).orElseThrow(() -> CampaignResource.unknown(id));
    if (campaign.simulated()) {
      throw Problem.of(
              409,
              "campaign '" + id + "' is answered by a simulated oracle; start one with annotators")
          .refusal();
    }
    return campaign;
  }
}
