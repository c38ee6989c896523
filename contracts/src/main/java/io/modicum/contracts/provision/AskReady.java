package io.modicum.contracts.provision;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The command that asks services whether they are ready, at the addresses given. */
public final class AskReady {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private AskReady() {}

  public static void main(String[] addresses) throws InterruptedException {
    boolean all = true;
    for (String address : addresses) {
      all &= isReady(URI.create(address));
    }
    System.exit(all ? 0 : 1);
  }

  private static boolean isReady(URI address) throws InterruptedException {
    HttpRequest question = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(question, HttpResponse.BodyHandlers.ofString());
      boolean ready = answer.statusCode() == 200;
      System.out.printf("%s %s%n", address, ready ? "is ready" : answer.body());
      return ready;
    } catch (IOException away) {
      System.out.printf("%s does not answer: %s%n", address, away);
      return false;
    }
  }
}
