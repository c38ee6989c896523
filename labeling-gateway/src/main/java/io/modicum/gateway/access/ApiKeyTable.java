package io.modicum.gateway.access;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.gateway.database.Sql;
import io.modicum.gateway.http.Page;
import io.modicum.gateway.http.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The table {@code api_key}. */
@ApplicationScoped
class ApiKeyTable {

  private final Sql sql;

  ApiKeyTable(Sql sql) {
    this.sql = sql;
  }

  /** A key, and how what its holder sends is known again. */
  record Row(ApiKey key, String sha256) {}

  void add(
      Credential credential,
      String name,
      Role role,
      Optional<List<CampaignId>> campaigns,
      Optional<Instant> expires) {
    sql.update(
        "insert into api_key (id, sha256, name, role, campaigns, expires)"
            + " values (?, ?, ?, ?, ?::text[], ?)",
        credential.id(),
        credential.sha256(),
        name,
        role.text(),
        campaigns
            .map(ids -> ids.stream().map(CampaignId::value).toArray(String[]::new))
            .orElse(null),
        expires.map(Timestamp::from).orElse(null));
  }

  /**
   * Makes a credential an admin's that neither ends nor has a limit, whatever it was before, unless
   * it was revoked, be it before another took its id; returns whether it is one now.
   */
  boolean putAdmin(Credential credential, String name) {
    return sql.update(
            """
            insert into api_key (id, sha256, name, role) values (?, ?, ?, 'admin')
            on conflict (id) do update set sha256 = excluded.sha256, name = excluded.name,
              role = 'admin', campaigns = null, expires = null, revoked = null,
              revoked_before = case when api_key.revoked is null then api_key.revoked_before
                else array_append(api_key.revoked_before, api_key.sha256) end
            where excluded.sha256 <> all(api_key.revoked_before)
              and (api_key.revoked is null or api_key.sha256 <> excluded.sha256)
            """,
            credential.id(),
            credential.sha256(),
            name)
        == 1;
  }

  Optional<Row> find(String id) {
    return sql.first("select * from api_key where id = ?", ApiKeyTable::read, id);
  }

  Page<ApiKey> all(PageRequest page) {
    return sql.page(
        page,
        "id",
        "select * from api_key where ?::text is null or (created, id) <"
            + " (select created, id from api_key where id = ?)"
            + " order by created desc, id desc limit ?",
        row -> read(row).key(),
        page.after().orElse(null),
        page.after().orElse(null),
        page.rows());
  }

  /** Returns whether there is such a key. */
  boolean revoke(String id) {
    return sql.update("update api_key set revoked = coalesce(revoked, now()) where id = ?", id)
        == 1;
  }

  void used(String id) {
    sql.update("update api_key set last_used = now() where id = ?", id);
  }

  private static Row read(ResultSet row) throws SQLException {
    Array campaigns = row.getArray("campaigns");
    ApiKey key =
        new ApiKey(
            row.getString("id"),
            row.getString("name"),
            Role.of(row.getString("role")),
            campaigns == null
                ? Optional.empty()
                : Optional.of(
                    Arrays.stream((String[]) campaigns.getArray()).map(CampaignId::new).toList()),
            row.getTimestamp("created").toInstant(),
            instant(row, "expires"),
            instant(row, "revoked"),
            instant(row, "last_used"));
    return new Row(key, row.getString("sha256"));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }
}
