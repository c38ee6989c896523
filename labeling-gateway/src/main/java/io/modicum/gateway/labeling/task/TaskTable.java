package io.modicum.gateway.labeling.task;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.gateway.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Opens rows of the table {@code task}, and counts them in the table {@code tally}. */
@ApplicationScoped
public class TaskTable {

  /** The number of the last part of a cycle's tally; their number is a power of 2. */
  public static final int LAST_SHARD = 15;

  private final Sql sql;

  TaskTable(Sql sql) {
    this.sql = sql;
  }

  /**
   * Opens a task for each image that is asked for, and one for each that measures annotators.
   *
   * @param asked the most wanted first
   * @param wanted answers that each needs
   * @param gold class by image; where there are any, the ids of all tasks are in random order, so
   *     that nobody can tell the ones from the others
   */
  void open(
      CampaignId campaign,
      int cycle,
      List<AskedImage> asked,
      int wanted,
      Map<Integer, Integer> gold) {
    sql.update(
        String.format(
            Locale.ROOT,
            """
            with opened as (
              insert into task
                (campaign, cycle, image, rank, reason, purpose, state, wanted, vacancies, gold)
              select ?, ?, image, rank, reason, purpose, state, wanted, wanted, gold from (
                select image, ordinality - 1 as rank, reason, purpose, 'open' as state, ? as wanted,
                  null::int as gold
                from unnest(?::int[], ?::text[], ?::text[]) with ordinality
                  as asked_for (image, reason, purpose)
                union all
                select image, 0, '', 'training', 'gold', 0, gold from unnest(?::int[], ?::int[]) as known (image, gold)
              ) asked
              order by case when ? then random() end, rank
              on conflict do nothing
              returning state)
            insert into tally (campaign, cycle, shard, undecided)
            select ?, ?, shard, case when shard = 0 then
              (select count(*) from opened where state = 'open') else 0 end
            from generate_series(0, %d) as shard
            """,
            LAST_SHARD),
        campaign.value(),
        cycle,
        wanted,
        asked.stream().map(AskedImage::image).toArray(Integer[]::new),
        asked.stream().map(AskedImage::reason).toArray(String[]::new),
        asked.stream().map(image -> image.purpose().text()).toArray(String[]::new),
        gold.keySet().toArray(Integer[]::new),
        gold.values().toArray(Integer[]::new),
        !gold.isEmpty(),
        campaign.value(),
        cycle);
  }

  /** Returns how many images of all campaigns wait for a label. */
  int open() {
    return sql.first("select coalesce(sum(undecided), 0) from tally", row -> row.getInt(1))
        .orElseThrow();
  }
}
