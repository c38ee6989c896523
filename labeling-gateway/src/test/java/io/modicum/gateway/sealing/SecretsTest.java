package io.modicum.gateway.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modicum.contracts.failure.InvalidInput;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

  private static final String OLD = key("an old key of 32 bytes, to go ..");
  private static final String NEW = key("a new key of 32 bytes, to come..");
  private static final String SECRET = "whsec_Grüße";

  @Test
  void opensWhatItSealed() {
    Secrets secrets = new Secrets(List.of(OLD));

    String stored = secrets.seal(SECRET);

    assertThat(stored)
        .startsWith("sealed:")
        .doesNotContain("whsec")
        .isNotEqualTo(secrets.seal(SECRET));
    assertThat(secrets.open(stored)).isEqualTo(SECRET);
    assertThat(secrets.isStale(stored)).isFalse();
  }

  @Test
  void changesItsKeyWithoutLosingASecret() {
    String stored = new Secrets(List.of(OLD)).seal(SECRET);
    Secrets announced = new Secrets(List.of(OLD, NEW));
    Secrets turned = new Secrets(List.of(NEW, OLD));

    String anew = turned.seal(turned.open(stored));

    assertThat(announced.isStale(stored)).isFalse();
    assertThat(turned.isStale(stored)).isTrue();
    assertThat(announced.open(anew)).isEqualTo(SECRET);
    assertThat(new Secrets(List.of(NEW)).open(anew)).isEqualTo(SECRET);
    assertThatThrownBy(() -> new Secrets(List.of(NEW)).open(stored))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("modicum.gateway.secret-keys: lacks the key");
  }

  @Test
  void readsWhatIsPlainAndSealsNothingWithoutAKey() {
    Secrets keyless = new Secrets(List.of());

    assertThat(keyless.open(SECRET)).isEqualTo(SECRET);
    assertThat(keyless.isStale(SECRET)).isFalse();
    assertThat(new Secrets(List.of(NEW)).isStale(SECRET)).isTrue();
    assertThatThrownBy(() -> keyless.seal(SECRET))
        .isInstanceOf(SealingKeyMissing.class)
        .hasMessageContaining("modicum.gateway.secret-keys");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "no base64!", "c2hvcnQ="})
  void refusesWhatIsNoKeyWithoutRepeatingIt(String text) {
    assertThatThrownBy(() -> new Secrets(List.of(text)))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "modicum.gateway.secret-keys: each key must be 32 bytes in base64; make one with:"
                + " openssl rand -base64 32");
  }

  private static String key(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }
}
