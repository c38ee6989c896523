package io.modicum.local.service;

import io.modicum.local.process.RunningService;
import io.modicum.local.service.LocalServices.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Starts services that share this machine's network. */
public interface Launcher {

  /**
   * Starts a service.
   *
   * @param settings by their names in the service's configuration
   * @param environment variables besides, for settings that no list of processes may show
   * @throws IOException if it cannot be started; one that ends by itself afterwards is no longer
   *     alive
   */
  RunningService launch(
      Service service, Map<String, String> settings, Map<String, String> environment)
      throws IOException;

  /** Returns the file that a service which runs, or ran before it ended, writes its log to. */
  Path log(Service service);
}
