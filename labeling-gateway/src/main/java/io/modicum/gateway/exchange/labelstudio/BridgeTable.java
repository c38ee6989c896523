package io.modicum.gateway.exchange.labelstudio;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.gateway.database.Sql;
import io.modicum.gateway.sealing.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The tables {@code label_studio}, {@code label_studio_task} and {@code label_studio_refused}. */
@ApplicationScoped
class BridgeTable {

  private static final String SELECT =
      "select *, passed_over + (select count(*) from label_studio_refused r"
          + " where r.campaign = b.campaign) as all_passed_over"
          + " from label_studio b ";

  private final Sql sql;
  private final Secrets secrets;

  BridgeTable(Sql sql, Secrets secrets) {
    this.sql = sql;
    this.secrets = secrets;
  }

  Optional<Bridge> find(CampaignId campaign) {
    return sql.first(SELECT + "where campaign = ?", BridgeTable::read, campaign.value());
  }

  /**
   * Adds a bridge, its token sealed, unless the campaign has one, and returns whether it was added.
   */
  boolean add(CampaignId campaign, String url, long project, String token) {
    boolean added =
        sql.update(
                "insert into label_studio (campaign, url, project, token) values (?, ?, ?, ?)"
                    + " on conflict do nothing",
                campaign.value(),
                url,
                project,
                secrets.seal(token))
            == 1;
    if (added) {
      sql.update(
          "update task set bridged = false where id in (select id from task"
              + " where campaign = ? and bridged order by id for no key update)",
          campaign.value());
    }
    return added;
  }

  /** Returns how many tasks a campaign's project has. */
  int sent(CampaignId campaign) {
    return sql.first(
            "select count(*) as sent from label_studio_task where campaign = ?",
            row -> row.getInt("sent"),
            campaign.value())
        .orElseThrow();
  }

  /** Changes a bridge if it still is of a version, and returns whether it was. */
  boolean change(CampaignId campaign, long version, String url, long project, String token) {
    boolean changed =
        sql.update(
                "update label_studio set url = ?, project = ?, token = ?, version = version + 1,"
                    + " problem = '', due = now() where campaign = ? and version = ?",
                url,
                project,
                secrets.seal(token),
                campaign.value(),
                version)
            == 1;
    if (changed) {
      sql.update("delete from label_studio_refused where campaign = ?", campaign.value());
    }
    return changed;
  }

  /** Removes a bridge and what it has not taken yet, and returns whether it was there. */
  boolean remove(CampaignId campaign) {
    return sql.update("delete from label_studio where campaign = ?", campaign.value()) == 1;
  }

  /**
   * Returns the campaigns whose bridge does not rest and has something to do: changes of
   * annotations wait to be applied, or the project does not have all open tasks yet.
   */
  List<CampaignId> behind() {
    return sql.list(
        "select campaign from label_studio b where due <= now() and (exists"
            + " (select from label_studio_annotation a where a.campaign = b.campaign"
            + " and a.due <= now()) or (select t.id from task t"
            + " where t.campaign = b.campaign and t.state = 'open' and not t.bridged and not exists"
            + " (select from label_studio_task s where s.campaign = t.campaign and s.task = t.id)"
            + " and not exists (select from label_studio_refused r"
            + " where r.task = t.id and r.due > now()) order by t.cycle limit 1) is not null)",
        row -> new CampaignId(row.getString("campaign")));
  }

  /**
   * Takes a bridge for the caller's transaction, unless another has it or it is to rest. What
   * refers to the bridge can be written meanwhile.
   */
  Optional<Bridge> take(CampaignId campaign) {
    return sql.first(
        SELECT + "where campaign = ? and due <= now() for no key update of b skip locked",
        BridgeTable::read,
        campaign.value());
  }

  void sent(CampaignId campaign, List<Long> tasks) {
    sql.batch(
        "insert into label_studio_task (task, campaign) values (?, ?) on conflict do nothing",
        tasks.stream().map(task -> new Object[] {task, campaign.value()}).toList());
    sql.update(
        "update task set bridged = true where id in"
            + " (select id from task where id = any(?) order by id for no key update)",
        (Object) tasks.toArray(Long[]::new));
    sql.update(
        "delete from label_studio_refused where task = any(?)",
        (Object) tasks.toArray(Long[]::new));
    sql.update(
        "update label_studio set problem = '' where campaign = ? and problem <> ''",
        campaign.value());
  }

  /** Notes that the project refuses a task, which then rests. */
  void refused(CampaignId campaign, long task, String problem, Duration rest) {
    sql.update(
        "insert into label_studio_refused (task, campaign, due)"
            + " values (?, ?, clock_timestamp() + make_interval(secs => ?))"
            + " on conflict (task) do update set due = excluded.due",
        task,
        campaign.value(),
        rest.toSeconds());
    reject(campaign, problem, 0);
  }

  /** Counts an annotation that leads to no answer. */
  void rejected(CampaignId campaign, String problem) {
    reject(campaign, problem, 1);
  }

  private void reject(CampaignId campaign, String problem, int annotations) {
    sql.update(
        "update label_studio set problem = ?, last_passed_over = ?, passed_over = passed_over + ?"
            + " where campaign = ?",
        problem,
        problem,
        annotations,
        campaign.value());
  }

  /** Notes what is wrong, and lets the bridge rest for a while. */
  void failed(CampaignId campaign, String problem, Duration rest) {
    sql.update("update label_studio set problem = ? where campaign = ?", problem, campaign.value());
    rest(campaign, rest);
  }

  /** Lets the bridge rest for a while from now on, however long ago the transaction began. */
  void rest(CampaignId campaign, Duration rest) {
    sql.update(
        "update label_studio set due = clock_timestamp() + make_interval(secs => ?) where campaign"
            + " = ?",
        rest.toMillis() / 1000.0,
        campaign.value());
  }

  private static Bridge read(ResultSet row) throws SQLException {
    return new Bridge(
        new CampaignId(row.getString("campaign")),
        row.getString("url"),
        row.getLong("project"),
        row.getString("token"),
        row.getLong("version"),
        row.getString("problem"),
        row.getLong("all_passed_over"),
        row.getString("last_passed_over"));
  }
}
