package io.modicum.gateway.labeling.audit;

import io.modicum.gateway.campaign.RegisteredCampaign;
import io.modicum.gateway.database.Sql;
import io.modicum.gateway.http.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The table {@code audit}, which the database keeps from being changed. */
@ApplicationScoped
class AuditTable {

  private final Sql sql;

  AuditTable(Sql sql) {
    this.sql = sql;
  }

  List<Audit.Entry> entries(RegisteredCampaign campaign, PageRequest page) {
    return sql.list(
        "select * from audit where campaign = ? and id > ? order by id limit ?",
        row -> {
          long replaces = row.getLong("replaces");
          return new Audit.Entry(
              row.getLong("id"),
              row.getTimestamp("at").toInstant(),
              row.getString("kind"),
              row.getString("actor"),
              row.getLong("task"),
              row.getInt("image"),
              row.getInt("cycle"),
              Optional.ofNullable(row.getObject("label", Integer.class))
                  .map(campaign.classes()::get),
              row.getString("reason"),
              replaces == 0 ? OptionalLong.empty() : OptionalLong.of(replaces),
              row.getString("address"),
              row.getString("agent"));
        },
        campaign.id().value(),
        page.afterId(),
        page.rows());
  }
}
