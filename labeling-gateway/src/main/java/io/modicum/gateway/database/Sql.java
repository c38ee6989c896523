package io.modicum.gateway.database;

import io.modicum.contracts.failure.Unavailable;
import io.modicum.gateway.http.Page;
import io.modicum.gateway.http.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Runs SQL statements, in the transaction of the calling thread if it has one. Thread-safe. Every
 * method throws {@link Unavailable} when the database does not answer, or the transaction was in
 * the way of another: whoever began it may repeat all of it. Text that PostgreSQL cannot store is
 * made {@link StorableText}.
 */
@ApplicationScoped
public class Sql {

  private static final Logger LOG = Logger.getLogger(Sql.class);
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
   * As {@link #list}, but a row that cannot be read harms only itself: it is left out, and the log
   * names it by its first column.
   */
  public <T> List<T> readable(String sql, Row<T> row, Object... parameters) {
    return list(sql, all -> tried(all, row), parameters).stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * Returns the part of a list that its rows make which were selected from {@link
   * PageRequest#after} on, {@link PageRequest#rows} of them. A row that cannot be read is left out,
   * as above.
   *
   * @param position column that a list goes on after
   */
  public <T> Page<T> page(
      PageRequest page, String position, String sql, Row<T> row, Object... parameters) {
    record At<T>(String position, Optional<T> item) {}
    return page.page(
            list(sql, all -> new At<>(all.getString(position), tried(all, row)), parameters),
            At::position)
        .flatMap(At::item);
  }

  private static <T> Optional<T> tried(ResultSet all, Row<T> row) throws SQLException {
    try {
      return Optional.of(row.read(all));
    } catch (RuntimeException unreadable) {
      LOG.errorf(
          "'%s' is left out, since its row cannot be read: %s",
          all.getString(1), unreadable.getMessage());
      return Optional.empty();
    }
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
      statement.setObject(i + 1, StorableText.parameter(parameters[i]));
    }
  }

  private <T> T run(String sql, Work<T> work) {
    try (Connection connection = source.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      return work.on(statement);
    } catch (SQLException failure) {
      if (DatabaseFault.passes(failure)) {
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
