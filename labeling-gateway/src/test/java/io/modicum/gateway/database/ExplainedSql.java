package io.modicum.gateway.database;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Lets the database tell of each statement what it does for it, before it does it. */
@Alternative
@Singleton
public class ExplainedSql extends Sql {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final DataSource source;
  private final Map<String, JsonNode> plans = new ConcurrentHashMap<>();
  private volatile boolean explains;

  ExplainedSql(DataSource source) {
    super(source);
    this.source = source;
  }

  /** Explains from now on, or no longer. */
  public void explain(boolean wanted) {
    explains = wanted;
  }

  /** Returns the plan of each statement that ran, of several runs the one that read most. */
  public Map<String, JsonNode> plans() {
    return Map.copyOf(plans);
  }

  /** Returns how many blocks of 8 KiB a plan read, from memory or disk. */
  public static long blocks(JsonNode plan) {
    return plan.path("Shared Hit Blocks").asLong() + plan.path("Shared Read Blocks").asLong();
  }

  @Override
  public <T> List<T> list(String sql, Row<T> row, Object... parameters) {
    note(sql, parameters);
    return super.list(sql, row, parameters);
  }

  @Override
  public <T> void stream(String sql, Row<T> row, Consumer<T> each, Object... parameters) {
    note(sql, parameters);
    super.stream(sql, row, each, parameters);
  }

  @Override
  public int update(String sql, Object... parameters) {
    note(sql, parameters);
    return super.update(sql, parameters);
  }

  @Override
  public void batch(String sql, List<Object[]> rows) {
    rows.stream().findFirst().ifPresent(row -> note(sql, row));
    super.batch(sql, rows);
  }

  private void note(String sql, Object... parameters) {
    if (explains) {
      plans.merge(
          sql, plan(sql, parameters), (one, other) -> blocks(one) < blocks(other) ? other : one);
    }
  }

  /** Undoes what the statement did, since it is to run again. */
  private JsonNode plan(String sql, Object... parameters) {
    try (Connection connection = source.getConnection()) {
      if (QuarkusTransaction.isActive()) {
        execute(connection, "savepoint explained");
        JsonNode plan = plan(connection, sql, parameters);
        execute(connection, "rollback to savepoint explained");
        return plan;
      }
      execute(connection, "begin");
      JsonNode plan = plan(connection, sql, parameters);
      execute(connection, "rollback");
      return plan;
    } catch (SQLException failure) {
      throw new IllegalStateException("cannot be explained: " + sql, failure);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
    }
  }

  private static JsonNode plan(Connection connection, String sql, Object... parameters)
      throws SQLException, IOException {
    try (PreparedStatement statement =
        connection.prepareStatement("explain (analyze, buffers, format json) " + sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return JSON.readTree(rows.getString(1)).path(0).path("Plan");
      }
    }
  }
}
