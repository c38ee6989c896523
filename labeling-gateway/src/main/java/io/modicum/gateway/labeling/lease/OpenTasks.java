package io.modicum.gateway.labeling.lease;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.gateway.campaign.OpenWork;
import io.modicum.gateway.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts the tasks that are open. */
@ApplicationScoped
class OpenTasks implements OpenWork {

  /** Up to how many images are counted, so that nobody counts millions to show a campaign. */
  private static final int MOST_COUNTED = 1000;

  /**
   * Looks at the last of the images that want answers, since whoever labels takes the first: what
   * others have not answered of these is passed over, however much it is. What they hold is looked
   * up once, not for each image.
   */
  private static final String FOR_ANNOTATOR =
      """
      select c.id, (select count(*) from (
          select id from task where campaign = c.id and vacancies > 0
          order by cycle desc, rank desc limit 1000) t where %s and t.id <> all (held.tasks))
        + cardinality(held.tasks) as images
      from unnest(?::text[]) as c (id), lateral (
        select array(
          select task from lease l where l.campaign = c.id and l.annotator = ?) as tasks) held
      """
          .formatted(VacancyTable.UNANSWERED_BY_ANNOTATOR);

  private static final String CONTESTED =
      """
      select c.id, (select count(*) from (
        select from cycle y join task t on t.campaign = y.campaign and t.cycle = y.cycle
        where y.campaign = c.id and y.state = 'labelling' and t.state = 'contested'
        limit 1000) contested) as images
      from unnest(?::text[]) as c (id)
      """;

  private final Sql sql;

  OpenTasks(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Map<CampaignId, Integer> forAnnotator(String annotator, Collection<CampaignId> campaigns) {
    return count(FOR_ANNOTATOR, annotator, ids(campaigns), annotator);
  }

  @Override
  public Map<CampaignId, Integer> contested(Collection<CampaignId> campaigns) {
    return count(CONTESTED, (Object) ids(campaigns));
  }

  private Map<CampaignId, Integer> count(String question, Object... parameters) {
    return sql
        .list(
            question,
            row ->
                Map.entry(
                    new CampaignId(row.getString("id")),
                    Math.min(MOST_COUNTED, row.getInt("images"))),
            parameters)
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static String[] ids(Collection<CampaignId> campaigns) {
    return campaigns.stream().map(CampaignId::value).toArray(String[]::new);
  }
}
