package io.modicum.gateway.database;

import io.modicum.contracts.campaign.CampaignId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import javax.sql.DataSource;

/** The tables of labelling, filled with a large campaign until they are closed. */
record LargeTables(DataSource database, CampaignId campaign) implements AutoCloseable {

  /** Has answered all that is open but one image. */
  static final String AHEAD_OF_ALL = "eve";

  /**
   * The image that is left to those who are ahead of all: there is much before it and behind it.
   */
  static final int LEFT_TO_AHEAD_OF_ALL = 25_001;

  /** Has answered the most wanted of it, more than anybody looks at to count. */
  static final String AHEAD_OF_MOST = "ida";

  /**
   * Opens a cycle of so many tasks, of which every fifth is decided by an answer. A Label Studio
   * project has the others, which want three answers and have one or two. Holds as many labels of
   * images that the cycle does not ask for.
   */
  static LargeTables fill(DataSource database, CampaignId campaign, int tasks) throws SQLException {
    LargeTables filled = new LargeTables(database, campaign);
    filled.execute(
        String.format(
            Locale.ROOT,
            """
            insert into cycle (campaign, cycle, state, images, traceparent, held_answered)
              values ('%1$s', 0, 'labelling', %2$d, '', true);
            insert into imported_label (campaign, annotator, image, label)
              select '%1$s', 'import:sheet', %2$d + i, 1 from generate_series(0, %2$d - 1) as i;
            insert into tally (campaign, cycle, shard, undecided)
              select '%1$s', 0, shard, case when shard = 0 then %2$d * 4 / 5 else 0 end
              from generate_series(0, 15) as shard;
            insert into task (campaign, cycle, image, rank, reason, state, label, agreement, wanted, vacancies, bridged)
              select '%1$s', 0, i, i, 'margin 0.0123',
                case when i %% 5 = 0 then 'decided' else 'open' end,
                case when i %% 5 = 0 then 1 end, case when i %% 5 = 0 then 1.0 end, 3,
                case when i %% 5 = 0 then 0 when i < 5000 then 1 else 2 end, i %% 5 <> 0
              from generate_series(0, %2$d - 1) as i;
            insert into label_studio (campaign, url, project, token)
              values ('%1$s', 'https://label-studio.example', 1, '');
            insert into label_studio_task (task, campaign)
              select id, campaign from task where campaign = '%1$s' and state = 'open';
            insert into answer (task, annotator, label, entry)
              select id, 'annotator-' || id %% 50, 1, id from task
              where campaign = '%1$s' and state = 'decided';
            insert into answer (task, annotator, label, entry)
              select id, '%3$s', 1, id from task
              where campaign = '%1$s' and state = 'open' and image <> %5$d;
            insert into answer (task, annotator, label, entry)
              select id, '%4$s', 1, id from task
              where campaign = '%1$s' and state = 'open' and rank < 5000;
            insert into audit (campaign, task, image, cycle, kind, actor, label, reason, address, agent)
              select campaign, id, image, cycle, 'answered', 'annotator', 1, '', '', '' from task
              where campaign = '%1$s' and state = 'decided';
            insert into suggestion (task, label, probability)
              select id, 1, 0.5 from task where campaign = '%1$s' and state = 'decided'
            """,
            campaign,
            tasks,
            AHEAD_OF_ALL,
            AHEAD_OF_MOST,
            LEFT_TO_AHEAD_OF_ALL));
    filled.analyse();
    return filled;
  }

  private void analyse() throws SQLException {
    execute(
        "analyze task; analyze answer; analyze audit; analyze suggestion; analyze cycle; analyze label_studio_task;"
            + " analyze imported_label");
  }

  /** Spares the checks of foreign keys and the trigger that keeps the audit. */
  private void execute(String statements) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("set session_replication_role = replica");
      try {
        statement.execute(statements);
      } finally {
        statement.execute("reset session_replication_role");
      }
    }
  }

  @Override
  public void close() throws SQLException {
    execute(
        String.format(
            Locale.ROOT,
            """
            delete from suggestion where task in (select id from task where campaign = '%1$s');
            delete from answer where task in (select id from task where campaign = '%1$s');
            delete from attendance where campaign = '%1$s';
            delete from member where campaign = '%1$s';
            delete from label_studio_task where campaign = '%1$s';
            delete from label_studio where campaign = '%1$s';
            delete from imported_label where campaign = '%1$s';
            delete from lease where campaign = '%1$s';
            delete from audit where campaign = '%1$s';
            delete from tally where campaign = '%1$s';
            delete from cycle where campaign = '%1$s';
            delete from task where campaign = '%1$s';
            delete from campaign where id = '%1$s'
            """,
            campaign));
    analyse();
  }
}
