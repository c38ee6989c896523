package io.modicum.gateway.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.stage.InvalidInput;
import io.modicum.contracts.stage.Unavailable;
import io.modicum.gateway.outgoing.AddressGuard;
import io.modicum.gateway.outgoing.GuardedHttp;
import io.modicum.gateway.sealing.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Label Studio's REST API (https://api.labelstud.io), as far as the bridge needs it. Every method
 * throws {@link InvalidInput} if Label Studio refuses, {@link Unavailable} if it does not answer.
 */
@ApplicationScoped
class LabelStudioClient {

  private static final MediaType JSON = MediaType.get("application/json");
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final long MOST_BYTES = 16L << 20;

  private final AddressGuard guard;
  private final OkHttpClient http;
  private final Secrets secrets;

  LabelStudioClient(AddressGuard guard, GuardedHttp http, Secrets secrets) {
    this.guard = guard;
    this.http = http.client(TIMEOUT);
    this.secrets = secrets;
  }

  /** Asks whether a project is there and may be used. */
  void requireProject(String url, String token, long project) {
    call(address(url, "api/projects/" + project + "/"), token, null);
  }

  /** Imports tasks with their predictions ("Import tasks"). */
  void importTasks(Bridge bridge, List<LabelStudio.Task> tasks) {
    try {
      RequestBody body = RequestBody.create(JsonText.MAPPER.writeValueAsBytes(tasks), JSON);
      HttpUrl address = address(bridge.url(), "api/projects/" + bridge.project() + "/import");
      call(address, secrets.open(bridge.sealedToken()), body);
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException(bug);
    }
  }

  /** Returns a task by its number in Label Studio ("Get task"). */
  JsonNode task(Bridge bridge, long task) {
    return call(
        address(bridge.url(), "api/tasks/" + task + "/"), secrets.open(bridge.sealedToken()), null);
  }

  private HttpUrl address(String url, String path) {
    return guard.require("url", url).newBuilder().addPathSegments(path).build();
  }

  /**
   * @param body to be posted, or null to get
   */
  private JsonNode call(HttpUrl address, String token, RequestBody body) {
    Request request =
        new Request.Builder()
            .url(address)
            .header("Authorization", "Token " + token)
            .method(body == null ? "GET" : "POST", body)
            .build();
    try (Response response = http.newCall(request).execute()) {
      if (response.code() >= 500) {
        throw new Unavailable("Label Studio", new IOException("status " + response.code()));
      }
      if (!response.isSuccessful()) {
        throw new InvalidInput(
            "labelStudio",
            "answered " + response.code() + " to " + address + "; check url, project and token");
      }
      return JsonText.MAPPER.readTree(response.peekBody(MOST_BYTES).bytes());
    } catch (JsonProcessingException noJson) {
      throw new InvalidInput(
          "labelStudio", "gave no JSON at " + address + "; check the url", noJson);
    } catch (IOException away) {
      throw new Unavailable("Label Studio", away);
    }
  }
}
