package io.modicum.gateway.labeling.lease;

import io.modicum.contracts.campaign.DatasetId;
import io.modicum.gateway.access.VisibleCampaigns;
import io.modicum.gateway.database.Sql;
import io.modicum.gateway.dataset.ShownImages;
import jakarta.enterprise.context.ApplicationScoped;

/** The images of the tasks that an annotator holds or answered. */
@ApplicationScoped
class TaskImages implements ShownImages {

  private static final String SHOWN =
      """
      select from task t join campaign c on c.id = t.campaign
      where c.dataset = ? and t.image = ? and (? or c.id = any(?))
        and (exists (select from lease l
                     where l.task = t.id and l.annotator = ? and l.until > now())
          or exists (select from answer a where a.task = t.id and a.annotator = ?))
      """;

  private final Sql sql;

  TaskImages(Sql sql) {
    this.sql = sql;
  }

  @Override
  public boolean contain(
      DatasetId dataset, int image, String annotator, VisibleCampaigns campaigns) {
    return sql.first(
            SHOWN,
            row -> true,
            dataset.value(),
            image,
            campaigns.all(),
            campaigns.ids(),
            annotator,
            annotator)
        .isPresent();
  }
}
