package io.modicum.gateway.outgoing;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.Proxy;
import java.time.Duration;
import okhttp3.OkHttpClient;

/** Calls addresses that users gave: to public hosts only, straight, and nowhere else from there. */
@ApplicationScoped
public class GuardedHttp {

  private final OkHttpClient http;

  GuardedHttp(AddressGuard guard) {
    this.http =
        new OkHttpClient.Builder()
            .dns(guard)
            .proxy(Proxy.NO_PROXY)
            .followRedirects(false)
            .retryOnConnectionFailure(false)
            .build();
  }

  /**
   * Returns what makes calls.
   *
   * @param timeout of a whole call
   */
  public OkHttpClient client(Duration timeout) {
    return http.newBuilder().callTimeout(timeout).readTimeout(timeout).build();
  }
}
