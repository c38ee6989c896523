package io.modicum.gateway.queue;

import io.modicum.contracts.event.Topic;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** Records that stages gave up on. */
@Path("/api/v1/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("admin")
@Tag(name = "operations")
public class DeadLetterResource {

  private static final int MOST_SHOWN = 100;

  private final DeadLetters letters;

  DeadLetterResource(DeadLetters letters) {
    this.letters = letters;
  }

  /**
   * What waits to be redriven or discarded.
   *
   * @param oldest the first of them, at most 100
   */
  public record DeadLetterReport(long waiting, List<DeadLetter> oldest) {}

  /**
   * What was done about dead letters.
   *
   * @param redriven how many were sent again
   * @param discarded how many were done with; a redrive is with those that have no value or that no
   *     broker takes
   */
  public record DeadLetterOutcome(long redriven, long discarded) {
    static DeadLetterOutcome of(DeadLetters.Passed passed) {
      return new DeadLetterOutcome(passed.redriven(), passed.discarded());
    }
  }

  @GET
  @Operation(
      operationId = "listDeadLetters",
      summary = "Tells what stages gave up on",
      description = "`topic`, such as labels-completed, asks for what failed of one topic.")
  public DeadLetterReport waiting(@RestQuery Optional<String> topic) {
    return new DeadLetterReport(
        letters.count(known(topic)), letters.oldest(known(topic), MOST_SHOWN));
  }

  @POST
  @Path("/redrive")
  @Operation(
      operationId = "redriveDeadLetters",
      summary = "Sends what stages gave up on to them again",
      description =
          "Repair the cause first: what fails once more is a dead letter again. Campaigns that had"
              + " failed go on.")
  public DeadLetterOutcome redrive(@RestQuery Optional<String> topic) {
    return DeadLetterOutcome.of(letters.redrive(known(topic)));
  }

  @DELETE
  @Operation(
      operationId = "discardDeadLetters",
      summary = "Is done with what stages gave up on",
      description =
          "The records stay in their topics until the broker's retention removes them, but are not"
              + " redriven any more.")
  public DeadLetterOutcome discard(@RestQuery Optional<String> topic) {
    return DeadLetterOutcome.of(letters.discard(known(topic)));
  }

  private static Optional<Topic<?>> known(Optional<String> topic) {
    return topic.map(Topic::named);
  }
}
