package io.modicum.gateway.exchange.labelstudio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.gateway.testing.Api;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A project of a Label Studio that a campaign is labelled in: its bridge as an admin sees it, and
 * its webhook with the payloads that Label Studio's webhook event reference documents
 * (https://labelstud.io/guide/webhook_reference).
 */
final class LabelStudioProject {

  private final Api api;
  private final LabelStudioServer studio;
  private final CampaignId campaign;

  LabelStudioProject(Api api, LabelStudioServer studio, CampaignId campaign) {
    this.api = api;
    this.studio = studio;
    this.campaign = campaign;
  }

  CampaignId campaign() {
    return campaign;
  }

  /** Puts the bridge, as somebody who does not know whether there is one. */
  Api.Answer connect() {
    return connect(LabelStudioServer.TOKEN);
  }

  Api.Answer connect(String token, String... headers) {
    return api.put(
        address(),
        String.format(
            Locale.ROOT,
            "{'url': '%s', 'project': %d, 'token': '%s'}",
            studio.url(),
            LabelStudioServer.PROJECT,
            token),
        headers);
  }

  /** Changes the bridge to the same project. */
  Api.Answer reconnect() {
    return connect(LabelStudioServer.TOKEN, "If-Match", bridge().header("ETag"));
  }

  Api.Answer disconnect() {
    return api.send("DELETE", address());
  }

  /** Returns the answer to who asks how the bridge fares. */
  Api.Answer bridge() {
    return api.get(address());
  }

  /** Returns how the bridge fares. */
  JsonNode state() {
    return bridge().json();
  }

  String problem() {
    return state().path("problem").asText();
  }

  /** Sends "Annotation Created" with a choice for its result. */
  Api.Answer created(int annotation, int task, String choice) {
    return changed("ANNOTATION_CREATED", annotation, task, "[" + choice(choice) + "]", false);
  }

  /** Sends "Annotation Updated" with a choice for its result. */
  Api.Answer updated(int annotation, int task, String choice) {
    return changed("ANNOTATION_UPDATED", annotation, task, "[" + choice(choice) + "]", false);
  }

  /** Sends "Annotation Updated" of a task that was skipped. */
  Api.Answer skipped(int annotation, int task) {
    return changed("ANNOTATION_UPDATED", annotation, task, "[]", true);
  }

  /** Sends "Annotation Deleted". */
  void deleted(int annotation) {
    Api.Answer told =
        event(
            String.format(
                Locale.ROOT,
                """
                {'action': 'ANNOTATIONS_DELETED', 'annotations': [{'id': %d}],
                 'project': {'id': 3, 'title': 'fruit', 'maximum_annotations': 1}}
                """,
                annotation));
    assertThat(told.status()).isEqualTo(202);
  }

  Api.Answer changed(String action, int annotation, int task, String result, boolean cancelled) {
    return event(
        String.format(
            Locale.ROOT,
            """
            {'action': '%s',
             'annotation': {'id': %d, 'result': %s,
               'was_cancelled': %s, 'ground_truth': false,
               'created_at': '2021-08-17T13:52:48.536303Z',
               'updated_at': '2021-08-17T13:52:48.536370Z',
               'lead_time': 37.13, 'prediction': {}, 'result_count': 0, 'task': %d,
               'completed_by': 1},
             'project': {'id': 3, 'title': 'fruit', 'maximum_annotations': 1}}
            """,
            action,
            annotation,
            result,
            cancelled,
            task));
  }

  /** Sends an event with single quotes in place of double ones. */
  Api.Answer event(String json) {
    return api.post(address() + "/events", json);
  }

  /** Returns a result by which something was chosen. */
  static String choice(String name) {
    return "{'value': {'choices': ['%s']}, 'id': 'WArqkkifYE', 'from_name': 'label',"
            .formatted(name)
        + " 'to_name': 'image', 'type': 'choices'}";
  }

  /** Returns the campaign's labels as CSV. */
  String csv() {
    return new String(
        api.get("/api/v1/campaigns/" + campaign + "/export").bytes(), StandardCharsets.UTF_8);
  }

  /** Returns the campaign's entries of the audit of a kind, such as {@code answered}. */
  List<JsonNode> audit(String kind) {
    List<JsonNode> entries = new ArrayList<>();
    api.get("/api/v1/campaigns/" + campaign + "/audit").json().path("items").forEach(entries::add);
    entries.removeIf(entry -> !entry.path("kind").asText().equals(kind));
    return entries;
  }

  private String address() {
    return "/api/v1/campaigns/" + campaign + "/label-studio";
  }
}
