package io.modicum.gateway.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import io.modicum.contracts.testing.Tool;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The headless Chromium of all visits. It starts with the first, and ends with the JVM. */
final class Chromium {

  private static Browser shared;

  private Chromium() {}

  static Browser shared() {
    if (shared == null) {
      shared = start(Tool.CHROMIUM.orSkip());
    }
    return shared;
  }

  private static Browser start(Path chromium) {
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    return playwright
        .chromium()
        .launch(
            new BrowserType.LaunchOptions()
                .setExecutablePath(chromium)
                .setArgs(List.of("--no-sandbox", "--disable-background-networking")));
  }
}
