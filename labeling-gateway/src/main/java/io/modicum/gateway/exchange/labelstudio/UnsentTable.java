package io.modicum.gateway.exchange.labelstudio;

import io.modicum.gateway.campaign.RegisteredCampaign;
import io.modicum.gateway.database.Sql;
import io.modicum.gateway.exchange.format.ExportedImage;
import io.modicum.gateway.labeling.task.SuggestionTable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The tasks that a Label Studio project does not have yet. */
@ApplicationScoped
class UnsentTable {

  private final Sql sql;

  UnsentTable(Sql sql) {
    this.sql = sql;
  }

  /**
   * Returns open tasks that the campaign's Label Studio project does not have, most wanted first,
   * with what annotators may see: predictions where the campaign says so, neither address nor path,
   * and not what they are for.
   */
  List<ExportedImage> first(RegisteredCampaign campaign, int limit) {
    return sql.list(
        """
        select id, image, cycle, g.label as suggested, g.probability
        from task t left join suggestion g on g.task = t.id
        where campaign = ? and state = 'open' and not bridged and not exists
          (select from label_studio_task s where s.campaign = t.campaign and s.task = t.id)
          and not exists
          (select from label_studio_refused r where r.task = t.id and r.due > now())
        order by cycle, rank limit ?
        """,
        row ->
            new ExportedImage(
                campaign.id(),
                row.getLong("id"),
                row.getInt("image"),
                "",
                false,
                row.getInt("cycle"),
                "",
                Optional.empty(),
                SuggestionTable.read(campaign, row)),
        campaign.id().value(),
        limit);
  }
}
