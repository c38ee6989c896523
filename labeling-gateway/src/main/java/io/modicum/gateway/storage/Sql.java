package io.modicum.gateway.storage;

import io.modicum.contracts.stage.Unavailable;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Runs SQL statements, in the transaction of the calling thread if it has one. Thread-safe. Every
 * method throws {@link Unavailable} when the database does not answer.
 */
@ApplicationScoped
public class Sql {

  /** SQLSTATE classes of a server that cannot be reached, is full, or is going down. */
  private static final Set<String> AWAY = Set.of("08", "53", "57");

  private static final int ROWS_IN_MEMORY = 1000;

  private final DataSource source;

  Sql(DataSource source) {
    this.source = source;
  }

  /** Reads one row of a result. */
  @FunctionalInterface
  public interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Returns every row that a statement selects or returns. */
  public <T> List<T> list(String sql, Row<T> row, Object... parameters) {
    return run(
        sql,
        statement -> {
          bind(statement, parameters);
          try (ResultSet rows = statement.executeQuery()) {
            List<T> read = new ArrayList<>();
            while (rows.next()) {
              read.add(row.read(rows));
            }
            return read;
          }
        });
  }

  /**
   * Passes on every row without holding more than some in memory; for this the calling thread must
   * have a transaction.
   */
  public <T> void stream(String sql, Row<T> row, Consumer<T> each, Object... parameters) {
    run(
        sql,
        statement -> {
          bind(statement, parameters);
          statement.setFetchSize(ROWS_IN_MEMORY);
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              each.accept(row.read(rows));
            }
            return null;
          }
        });
  }

  /** Returns the first row, or empty if there is none. */
  public <T> Optional<T> first(String sql, Row<T> row, Object... parameters) {
    return list(sql, row, parameters).stream().findFirst();
  }

  /** Returns the number of rows that a statement changed. */
  public int update(String sql, Object... parameters) {
    return run(
        sql,
        statement -> {
          bind(statement, parameters);
          return statement.executeUpdate();
        });
  }

  /** Runs a statement once for each list of parameters. */
  public void batch(String sql, List<Object[]> rows) {
    run(
        sql,
        statement -> {
          for (Object[] row : rows) {
            bind(statement, row);
            statement.addBatch();
          }
          return statement.executeBatch();
        });
  }

  private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }

  private <T> T run(String sql, Work<T> work) {
    try (Connection connection = source.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      return work.on(statement);
    } catch (SQLException failure) {
      String state = failure.getSQLState();
      if (state == null || AWAY.contains(state.substring(0, 2))) {
        throw new Unavailable("database", failure);
      }
      throw new IllegalStateException(failure.getMessage() + " in: " + sql, failure);
    }
  }

  @FunctionalInterface
  private interface Work<T> {
    T on(PreparedStatement statement) throws SQLException;
  }
}
