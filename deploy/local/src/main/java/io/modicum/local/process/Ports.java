package io.modicum.local.process;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds TCP ports to listen on later.
 *
 * <p>They lie below those that systems give to outgoing connections (from 32,768 on Linux, 49,152
 * elsewhere): one of those may be taken by any connection before a service has started.
 */
public final class Ports {

  private static final int LOWEST = 10_240;
  private static final int END = 32_768;
  private static final int ATTEMPTS = 1_000;

  private Ports() {}

  /**
   * Returns a random port that is free at this moment.
   *
   * @throws IOException if none is found
   */
  public static int free() throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, END);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IOException("no free port was found between " + LOWEST + " and " + END);
  }

  /** Returns the wanted port if it is free, else another. */
  public static int freeOr(int wanted) throws IOException {
    return isFree(wanted) ? wanted : free();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
