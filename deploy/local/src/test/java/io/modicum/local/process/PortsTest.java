package io.modicum.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

  /** Of Linux, whose range begins lowest. */
  private static final int FIRST_OF_OUTGOING_CONNECTIONS = 32_768;

  @Test
  void aPortIsFreeAndNeverTakenByAnOutgoingConnection() throws IOException {
    int port = Ports.free();

    assertThat(port).isBetween(1_024, FIRST_OF_OUTGOING_CONNECTIONS - 1);
    try (ServerSocket socket = new ServerSocket(port)) {
      assertThat(socket.getLocalPort()).isEqualTo(port);
    }
  }

  @Test
  void whatIsTakenIsReplaced() throws IOException {
    try (ServerSocket taken = new ServerSocket(Ports.free())) {
      int wanted = taken.getLocalPort();

      assertThat(Ports.freeOr(wanted)).isNotEqualTo(wanted);
    }
  }
}
