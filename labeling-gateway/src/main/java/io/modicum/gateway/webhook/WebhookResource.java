package io.modicum.gateway.webhook;

import io.modicum.gateway.http.Page;
import io.modicum.gateway.http.PageRequest;
import io.modicum.gateway.http.Problem;
import io.modicum.gateway.http.Versions;
import io.modicum.gateway.outgoing.AddressGuard;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Where others are told of events, and what became of each message. */
@Path("/api/v1/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("admin")
@Tag(name = "webhooks")
public class WebhookResource {

  private final WebhookTable webhooks;
  private final DeliveryTable deliveries;
  private final AddressGuard guard;

  WebhookResource(WebhookTable webhooks, DeliveryTable deliveries, AddressGuard guard) {
    this.webhooks = webhooks;
    this.deliveries = deliveries;
    this.guard = guard;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "registerWebhook",
      summary = "Registers an address that is told of events",
      description =
          "Messages are signed with the `secret` as the Standard Webhooks specification says. The"
              + " secret is told in this answer only. The address must be public and begin with"
              + " https, unless `modicum.gateway.private-ranges` allows it.")
  @APIResponse(
      responseCode = "201",
      description = "Created",
      content = @Content(schema = @Schema(implementation = WebhookView.class)))
  public Response register(@NotNull @Valid WebhookRequest request) {
    guard.require("url", request.url());
    WebhookSecret secret = WebhookSecret.random();
    Webhook webhook = webhooks.add(request.url(), request.events(), request.active(), secret);
    return Response.created(URI.create("/api/v1/webhooks/" + webhook.id()))
        .tag(Versions.tag(webhook.version()))
        .entity(WebhookView.withSecret(webhook, secret))
        .build();
  }

  @GET
  @Operation(operationId = "listWebhooks", summary = "Lists webhooks, newest first")
  public Page<WebhookView> all(
      @RestQuery @DefaultValue("50") String limit, @RestQuery String cursor) {
    return webhooks.all(PageRequest.of(limit, cursor)).map(WebhookView::of);
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getWebhook", summary = "Gives a webhook")
  @APIResponse(
      responseCode = "200",
      description = "OK",
      content = @Content(schema = @Schema(implementation = WebhookView.class)))
  public Response one(@RestPath long id) {
    return answer(find(id));
  }

  @PUT
  @Path("/{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "changeWebhook",
      summary = "Changes a webhook",
      description = "`If-Match` must be the ETag that it has now. Its secret stays.")
  @APIResponse(
      responseCode = "200",
      description = "OK",
      content = @Content(schema = @Schema(implementation = WebhookView.class)))
  public Response change(
      @RestPath long id,
      @RestHeader(HttpHeaders.IF_MATCH) String ifMatch,
      @NotNull @Valid WebhookRequest request) {
    Webhook before = find(id);
    Versions.require(ifMatch, before.version());
    guard.require("url", request.url());
    return answer(
        webhooks
            .change(id, before.version(), request.url(), request.events(), request.active())
            .orElseThrow(Versions::changed));
  }

  @DELETE
  @Path("/{id}")
  @Operation(
      operationId = "removeWebhook",
      summary = "Removes a webhook and its log; what was not sent is not sent any more")
  public void remove(@RestPath long id) {
    if (!webhooks.remove(id)) {
      throw unknown(id);
    }
  }

  @GET
  @Path("/{id}/deliveries")
  @Operation(
      operationId = "listDeliveries",
      summary = "Lists the messages to a webhook with all attempts, newest first")
  public Page<Delivery> deliveries(
      @RestPath long id, @RestQuery @DefaultValue("50") String limit, @RestQuery String cursor) {
    find(id);
    return deliveries.log(id, PageRequest.of(limit, cursor));
  }

  @POST
  @Path("/{id}/deliveries/{delivery}/replay")
  @Operation(
      operationId = "replayDelivery",
      summary = "Sends a message once more",
      description = "Under the same `webhook-id`, whatever became of it before.")
  @APIResponse(
      responseCode = "202",
      description = "Accepted",
      content = @Content(schema = @Schema(implementation = Delivery.class)))
  public Response replay(@RestPath long id, @RestPath long delivery) {
    if (!deliveries.replay(id, delivery)) {
      throw Problem.of(404, "webhook " + id + " has no delivery " + delivery).refusal();
    }
    return Response.accepted(deliveries.find(id, delivery).orElseThrow()).build();
  }

  private static Response answer(Webhook webhook) {
    return Response.ok(WebhookView.of(webhook)).tag(Versions.tag(webhook.version())).build();
  }

  private Webhook find(long id) {
    return webhooks.find(id).orElseThrow(() -> unknown(id));
  }

  private static Problem.Refusal unknown(long id) {
    return Problem.of(404, "there is no webhook " + id).refusal();
  }
}
