package io.modicum.gateway.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.gateway.testing.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Whoever deletes a row does not read whole tables to see that no other refers to it. */
@QuarkusTest
class ForeignKeysTest extends GatewayTest {

  @Inject DataSource database;

  @Test
  void everyForeignKeyHasAnIndexThatItsChecksCanUse() throws Exception {
    List<String> without = new ArrayList<>();

    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet keys =
            statement.executeQuery(
                """
                select c.conrelid::regclass || ' ' || pg_get_constraintdef(c.oid)
                from pg_constraint c
                where c.contype = 'f' and not exists (
                  select from pg_index i
                  where i.indrelid = c.conrelid and i.indpred is null and i.indisvalid
                    and (select array_agg(k order by k) from unnest(c.conkey) k)
                      = (select array_agg(k order by k)
                         from unnest((i.indkey::int2[])[0:cardinality(c.conkey) - 1]) k))
                """)) {
      while (keys.next()) {
        without.add(keys.getString(1));
      }
    }

    assertThat(without).isEmpty();
  }
}
