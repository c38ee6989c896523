package io.modicum.gateway.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.modicum.contracts.campaign.CampaignId;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Admins make and revoke API keys on the page. */
@QuarkusTest
class KeysPageTest extends BrowserTest {

  @Test
  void makesAKeyThatIsShownOnceAndRevokesIt() {
    CampaignId campaign = campaign(readyDataset(), "'budgets': ['2'], 'name': 'Fruit'");
    visit = Visit.onADesktop(root).signIn(adminKey(), "");
    visit.page.getByRole(AriaRole.LINK, named("Keys")).click();
    visit.click("Make a key");
    assertThat(visit.page.locator("#name-error")).not().isEmpty();
    LocalDate last = LocalDate.now(ZoneOffset.UTC).plusDays(30);
    visit.page.getByLabel("Name").fill("olga");
    visit.page.getByLabel("Fruit (" + campaign + ")").check();
    visit.page.getByLabel("Last day").fill(last.toString());

    visit.click("Make a key");

    Locator shown = visit.page.getByLabel("Copy it now");
    assertThat(shown).isVisible();
    visit.look("keys");
    String secret = shown.inputValue();
    String id = secret.split("_")[1];
    JsonNode me = api.as(secret).get("/api/v1/me").json();
    assertThat(me.path("name").asText()).isEqualTo("olga");
    assertThat(me.path("campaigns").path(campaign.value()).asText()).isEqualTo("annotator");
    visit.click("Done");
    assertThat(shown).hasCount(0);
    assertThat(row(id)).containsText("olga");
    assertThat(row(id)).containsText(campaign.value());

    visit.click("Revoke the key " + id + " of olga");
    visit.look("revoke");
    visit.click("Revoke");

    assertThat(row(id)).containsText("revoked");
    assertThat(row(id).getByRole(AriaRole.BUTTON)).hasCount(0);
    assertThat(api.as(secret).get("/api/v1/me").status()).isEqualTo(401);
  }

  @Test
  void worksWithTheKeyboardAloneAndOnAPhone() {
    visit = Visit.onAPhone(root).signIn(adminKey(), "keys");
    assertThat(visit.page.getByLabel("Name")).isVisible();
    visit.look("keys-on-a-phone");

    visit.press("Tab", "Tab");
    visit.page.keyboard().type("vera");
    visit.press("Tab");
    visit.page.keyboard().type("Viewer");
    visit.press("Shift+Tab", "Enter");

    assertThat(visit.page.getByLabel("Copy it now")).isVisible();
    String secret = visit.page.getByLabel("Copy it now").inputValue();
    assertThat(api.as(secret).get("/api/v1/me").json().path("everywhere"))
        .extracting(JsonNode::asText)
        .containsExactly("viewer");
  }

  @Test
  void isOfferedToAdminsOnly() {
    visit = Visit.onADesktop(root).signIn(secret("'name': 'vera', 'role': 'viewer'"), "");

    assertThat(visit.page.getByRole(AriaRole.LINK, named("Backbones"))).isVisible();
    assertThat(visit.page.getByRole(AriaRole.LINK, named("Keys"))).hasCount(0);
  }

  private Locator row(String id) {
    return visit.page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(id));
  }
}
