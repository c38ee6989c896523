package io.modicum.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.gateway.testing.Api;
import io.modicum.gateway.testing.GatewayTest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.oidc.server.OidcWiremockTestResource;
import io.smallrye.jwt.build.Jwt;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The gateway beside an OpenID Connect provider. */
@QuarkusTest
@TestProfile(OidcTest.Provider.class)
@QuarkusTestResource(value = OidcWiremockTestResource.class, restrictToAnnotatedClass = true)
class OidcTest extends GatewayTest {

  private static final String CAMPAIGNS = "/api/v1/campaigns";

  /** The provider that the test resource runs. */
  public static class Provider implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quarkus.oidc.tenant-enabled", "true",
          "quarkus.oidc.auth-server-url", "${keycloak.url}/realms/quarkus",
          "quarkus.oidc.roles.role-claim-path", "groups");
    }
  }

  @Test
  void takesRolesFromTokensAndNamesFromThemToo() {
    Api boss = api.as(OidcWiremockTestResource.getAccessToken("boss", Set.of("admin")));
    Api ada = api.as(OidcWiremockTestResource.getAccessToken("ada@example.org", Set.of()));
    DatasetId dataset = readyDataset();
    CampaignId campaign = campaign(dataset, "'budgets': ['1']");
    request(campaign, dataset, 0, 7);
    await(() -> view(campaign), view -> state(view).equals("waiting-for-labels"));
    String leases = CAMPAIGNS + "/" + campaign + "/leases";
    assertThat(ada.post(leases, "{}").status()).isEqualTo(404);

    boss.put(CAMPAIGNS + "/" + campaign + "/members/ada@example.org", "{'role': 'annotator'}");

    assertThat(ada.post(leases, "{}").json().path("tasks")).hasSize(1);
    assertThat(ada.get("/api/v1/keys").status()).isEqualTo(403);
    assertThat(boss.get("/api/v1/keys").status()).isEqualTo(200);
  }

  @Test
  void takesApiKeysAsWell() {
    assertThat(api.get(CAMPAIGNS).status()).isEqualTo(200);
    assertThat(api.as("modicum_first_0").get(CAMPAIGNS).status()).isEqualTo(401);
    assertThat(api.anonymous().get(CAMPAIGNS).status()).isEqualTo(401);
  }

  @Test
  void endsAStreamWithTheTokenThatOpenedIt() throws Exception {
    CampaignId campaign = campaign(readyDataset(), "'budgets': ['1']");
    String token =
        Jwt.upn("vera")
            .groups("viewer")
            .issuer("https://server.example.com")
            .expiresAt(Instant.now().plusSeconds(3))
            .jws()
            .keyId("1")
            .sign("privateKey.jwk");

    listen(api.as(token), campaign).get(30, TimeUnit.SECONDS);
  }

  @Test
  void refusesTokensThatAreExpiredOrOfOthers() {
    String expired =
        Jwt.upn("boss")
            .groups("admin")
            .issuer("https://server.example.com")
            .issuedAt(1)
            .expiresAt(2)
            .jws()
            .keyId("1")
            .sign("privateKey.jwk");
    String forged =
        Jwt.upn("boss")
            .groups("admin")
            .issuer("https://server.example.com")
            .signWithSecret("x".repeat(64));

    for (String token : new String[] {expired, forged, "no.token.atall", "nothing"}) {
      Api.Answer refused = api.as(token).get(CAMPAIGNS);
      assertThat(refused.status()).as(token).isEqualTo(401);
      assertThat(refused.contentType()).startsWith("application/problem+json");
      assertThat(refused.json().path("detail").asText()).contains("sign in again");
    }
  }
}
