package io.modicum.gateway.sealing;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.gateway.database.Sql;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Seals at the start, with the first key, what is stored otherwise: with a key that is to go, or in
 * plain text from before there were keys.
 */
@ApplicationScoped
class Resealing {

  private static final Logger LOG = Logger.getLogger(Resealing.class);

  /** Columns with secrets, by table. */
  private static final Map<String, String> COLUMNS =
      Map.of("webhook", "secret", "label_studio", "token");

  private final Sql sql;
  private final Secrets secrets;

  Resealing(Sql sql, Secrets secrets) {
    this.sql = sql;
    this.secrets = secrets;
  }

  void start(@Observes StartupEvent start) {
    COLUMNS.forEach(this::reseal);
  }

  private void reseal(String table, String column) {
    sql
        .list("select distinct %s from %s".formatted(column, table), row -> row.getString(1))
        .stream()
        .filter(secrets::isStale)
        .forEach(stored -> reseal(table, column, stored));
  }

  private void reseal(String table, String column, String stored) {
    try {
      sql.update(
          "update %s set %s = ? where %s = ?".formatted(table, column, column),
          secrets.seal(secrets.open(stored)),
          stored);
    } catch (InvalidInput lost) {
      LOG.warnf("a secret in %s stays as it is: %s", table, lost.getMessage());
    }
  }
}
