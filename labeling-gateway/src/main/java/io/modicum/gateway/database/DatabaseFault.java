package io.modicum.gateway.database;

import io.modicum.contracts.failure.Unavailable;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells failures of the database that pass from those of a statement, by the classes of SQLSTATE
 * (PostgreSQL's documentation, appendix A).
 */
public final class DatabaseFault {

  /**
   * Of a server that cannot be reached (08), lacks something such as memory or disk (53), is going
   * down or ended the statement (57), or cannot read or write (58), and of transactions that were
   * in each other's way (40).
   */
  private static final Set<String> PASSING_CLASSES = Set.of("08", "40", "53", "57", "58");

  /** Somebody else kept a lock for longer than {@code lock_timeout}. */
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  /** The server became a standby, as one does that comes back after a failover. */
  private static final String READ_ONLY = "25006";

  private DatabaseFault() {}

  /** Whether the same may succeed later; so it is without a state, where no server answered. */
  static boolean passes(SQLException failure) {
    String state = failure.getSQLState();
    return state == null
        || state.equals(LOCK_NOT_AVAILABLE)
        || state.equals(READ_ONLY)
        || (state.length() > 2 && PASSING_CLASSES.contains(state.substring(0, 2)));
  }

  /**
   * Returns what a failure of some work in a transaction comes to: {@link Unavailable} where the
   * database failed in passing, or else the failure. What shows at the commit only is no cause of
   * the exception that tells of it, but suppressed.
   */
  public static RuntimeException translated(RuntimeException failure) {
    return behind(failure)
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast)
        .filter(DatabaseFault::passes)
        .findFirst()
        .<RuntimeException>map(passing -> new Unavailable("database", passing))
        .orElse(failure);
  }

  /** Does some work, and throws what its failure comes to. */
  public static void translating(Runnable work) {
    try {
      work.run();
    } catch (Unavailable away) {
      throw away;
    } catch (RuntimeException failure) {
      throw translated(failure);
    }
  }

  private static Stream<Throwable> behind(Throwable failure) {
    return failure == null
        ? Stream.empty()
        : Stream.concat(
            Stream.of(failure),
            Stream.concat(
                    Stream.ofNullable(failure.getCause()), Arrays.stream(failure.getSuppressed()))
                .flatMap(DatabaseFault::behind));
  }
}
