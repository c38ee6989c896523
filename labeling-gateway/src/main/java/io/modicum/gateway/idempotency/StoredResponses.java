package io.modicum.gateway.idempotency;

import io.modicum.contracts.store.Json;
import io.modicum.gateway.database.Sql;
import io.modicum.gateway.sealing.SealedBytes;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HexFormat;
import java.util.Optional;

/** The table {@code idempotency}: first responses, for 24 hours. */
@ApplicationScoped
class StoredResponses {

  /** Locks the first 64 bits of an address that is given in hexadecimal. */
  static final String CLAIM =
      "select pg_try_advisory_xact_lock(('x' || substr(?, 1, 16))::bit(64)::bigint)";

  private final Sql sql;

  StoredResponses(Sql sql) {
    this.sql = sql;
  }

  /**
   * Makes the caller's transaction the only one, on all gateways, that works for a key; the claim
   * ends with the transaction, also when its gateway dies. Returns false if there is another.
   */
  boolean claim(IdempotencyKey key) {
    return sql.first(CLAIM, row -> row.getBoolean(1), HexFormat.of().formatHex(key.address()))
        .orElseThrow();
  }

  /**
   * A response that is stored.
   *
   * @param fingerprint of the request that it answers
   */
  record Stored(String fingerprint, StoredResponse response) {}

  Optional<Stored> find(IdempotencyKey key) {
    return sql.first(
        "select encode(fingerprint, 'hex') as fingerprint, answer from idempotency"
            + " where address = ? and kept > now() - interval '24 hours'",
        row ->
            new Stored(
                row.getString("fingerprint"),
                Json.read(
                    "answer",
                    SealedBytes.open(row.getBytes("answer"), key.secret()),
                    StoredResponse.class)),
        (Object) key.address());
  }

  /** Stores the first response to the request that a fingerprint tells. */
  void store(IdempotencyKey key, String fingerprint, StoredResponse response) {
    sql.update(
        """
        insert into idempotency (address, fingerprint, answer) values (?, decode(?, 'hex'), ?)
        on conflict (address) do update
          set fingerprint = excluded.fingerprint, answer = excluded.answer, kept = excluded.kept
          where idempotency.kept <= now() - interval '24 hours'
        """,
        key.address(),
        fingerprint,
        SealedBytes.seal(Json.bytes(response), key.secret()));
  }

  @Scheduled(every = "1h")
  void forget() {
    sql.update("delete from idempotency where kept <= now() - interval '24 hours'");
  }
}
