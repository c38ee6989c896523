package io.modicum.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modicum.contracts.testing.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The key that the operator sets, over several starts. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class FirstKeyTest {

  private static final String ID = "operator";

  @Inject ApiKeys keys;

  @Test
  void staysRevokedUntilAnotherIsSet() {
    String first = key();
    String second = key();
    keys.admitFirst(first);
    assertThat(keys.authenticate(first).role()).isEqualTo(Role.ADMIN);
    keys.revoke(ID);

    keys.admitFirst(first);

    assertThatThrownBy(() -> keys.authenticate(first)).hasMessageContaining("was revoked");
    keys.admitFirst(second);
    assertThat(keys.authenticate(second).role()).isEqualTo(Role.ADMIN);
    keys.admitFirst(first);
    assertThatThrownBy(() -> keys.authenticate(first)).hasMessageContaining("not known here");
    assertThat(keys.authenticate(second).role()).isEqualTo(Role.ADMIN);
  }

  @Test
  void staysAnAdminsAtEachStart() {
    String first = key();
    keys.admitFirst(first);

    keys.admitFirst(first);

    assertThat(keys.authenticate(first).role()).isEqualTo(Role.ADMIN);
  }

  private static String key() {
    byte[] bits = new byte[32];
    new SecureRandom().nextBytes(bits);
    return "modicum_" + ID + "_" + HexFormat.of().formatHex(bits);
  }
}
