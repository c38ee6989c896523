package io.modicum.gateway.retention;

import io.modicum.gateway.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/**
 * Keeps what a campaign may want from being removed while it starts, and it from starting while
 * that is removed. Held until the transaction of the calling thread ends.
 */
@ApplicationScoped
public class GarbageLock {

  private static final String KEY = "(hashtext('modicum garbage'))";

  private final Sql sql;

  GarbageLock(Sql sql) {
    this.sql = sql;
  }

  /** Lets nothing be removed; any number of campaigns may start at once. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void share() {
    sql.first("select pg_advisory_xact_lock_shared" + KEY, row -> true);
  }

  /** Lets no campaign start. */
  @Transactional(Transactional.TxType.MANDATORY)
  void exclude() {
    sql.first("select pg_advisory_xact_lock" + KEY, row -> true);
  }
}
