package io.modicum.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Somebody's visit to the gateway's page, with a browser profile of its own. */
public final class Visit implements AutoCloseable {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final List<String> WCAG_AA =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

  private final URI root;
  private final BrowserContext profile;
  private final List<String> errors = new ArrayList<>();
  public final Page page;

  private Visit(URI root, int width, int height) {
    this.root = root;
    this.profile =
        Chromium.shared()
            .newContext(new Browser.NewContextOptions().setViewportSize(width, height));
    this.page = profile.newPage();
    page.onPageError(errors::add);
  }

  public static Visit onADesktop(URI root) {
    return new Visit(root, 1280, 900);
  }

  public static Visit onAPhone(URI root) {
    return new Visit(root, 390, 800);
  }

  /** Signs in with a key, and goes to the view that an address such as {@code label/…} names. */
  public Visit signIn(String key, String view) {
    page.navigate(root.toString());
    page.getByLabel("Your API key").fill(key);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();
    page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Campaigns")).waitFor();
    return open(view);
  }

  public Visit open(String view) {
    page.evaluate("view => { location.hash = '#/' + view; }", view);
    return this;
  }

  void press(String... keys) {
    for (String key : keys) {
      page.keyboard().press(key);
    }
  }

  public void click(String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }

  /**
   * Takes pictures, light and dark, and asks axe whether everybody can use what they show: of the
   * dark one only its colours, since all else is the same.
   */
  public void look(String name) {
    look(ColorScheme.DARK, name + "-dark", axe -> axe.withRules(List.of("color-contrast")));
    look(ColorScheme.LIGHT, name, axe -> axe.withTags(WCAG_AA));
  }

  private void look(ColorScheme scheme, String name, UnaryOperator<AxeBuilder> rules) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
    assertThat(rules.apply(new AxeBuilder(page)).analyze().getViolations())
        .extracting(violation -> violation.getId() + " at " + violation.getNodes())
        .as(name)
        .isEmpty();
    assertThat((int) page.evaluate("document.documentElement.scrollWidth - innerWidth"))
        .as("pixels beyond the right edge of " + name)
        .isLessThanOrEqualTo(0);
  }

  @Override
  public void close() {
    profile.close();
    assertThat(errors).as("errors of the page").isEmpty();
  }
}
