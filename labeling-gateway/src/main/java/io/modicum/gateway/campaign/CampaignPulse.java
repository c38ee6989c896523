package io.modicum.gateway.campaign;

import static java.util.stream.Collectors.toMap;

import io.modicum.gateway.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Map;

/**
 * How people get on with campaigns, from the latest of the tables {@code audit} and {@code task}.
 */
@ApplicationScoped
class CampaignPulse {

  private static final int LATEST = 1000;

  /**
   * The acts of campaign {@code c}, latest first. By an equality the planner may think of the acts
   * of all campaigns, backwards until there are enough of one.
   */
  private static final String OF_CAMPAIGN =
      "a.campaign >= c.id and a.campaign <= c.id order by a.campaign desc, a.id desc";

  private final Sql sql;

  CampaignPulse(Sql sql) {
    this.sql = sql;
  }

  /**
   * Returns the mean agreement of what was decided among the latest acts, of those campaigns that
   * have such, in [0, 1].
   */
  Map<String, Double> agreement(String... campaigns) {
    return byCampaign(
        String.format(
            Locale.ROOT,
            """
            select c.id, mean from unnest(?::text[]) as c (id), lateral (
              select avg((
                  select t.agreement from task t where t.id = acts.task and t.state = 'decided')) as mean
              from (
                select task, kind from audit a where %s limit %d) acts
              where acts.kind = 'decided') latest
            where mean is not null
            """,
            OF_CAMPAIGN,
            LATEST),
        campaigns);
  }

  /**
   * Returns for how many seconds nobody did anything, since images were asked for, of those
   * campaigns that wait for people.
   */
  Map<String, Double> silenceSeconds(String... campaigns) {
    return byCampaign(
        """
        select c.id, extract(epoch from now() - greatest(asked, acted)) as seconds
        from campaign c, lateral (
          select max(requested) as asked from cycle y
          where y.campaign = c.id and y.state = 'labelling') open, lateral (
          select max(at) as acted from (
            select at from audit a where %s limit 1) last) acts
        where c.id = any(?) and not c.simulated and asked is not null
        """
            .formatted(OF_CAMPAIGN),
        campaigns);
  }

  private Map<String, Double> byCampaign(String query, String... campaigns) {
    return sql
        .list(query, row -> Map.entry(row.getString(1), row.getDouble(2)), (Object) campaigns)
        .stream()
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
