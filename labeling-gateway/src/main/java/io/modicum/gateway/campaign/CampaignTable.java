package io.modicum.gateway.campaign;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.Oracle;
import io.modicum.contracts.store.Json;
import io.modicum.gateway.access.VisibleCampaigns;
import io.modicum.gateway.database.Sql;
import io.modicum.gateway.database.StorableText;
import io.modicum.gateway.http.Page;
import io.modicum.gateway.http.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The table {@code campaign}. */
@ApplicationScoped
public class CampaignTable {

  private static final String SELECT =
      "select c.*, d.classes, d.pool, coalesce(c.measured, d.test) as test from campaign c join dataset d on d.id = c.dataset ";

  private final Sql sql;

  CampaignTable(Sql sql) {
    this.sql = sql;
  }

  /**
   * @param measured images of the test split whose class is one of the campaign's
   */
  void add(CampaignId id, CampaignSpecification specification, int measured) {
    sql.update(
        "insert into campaign (id, name, dataset, simulated, specification, measured, state)"
            + " values (?, ?, ?, ?, ?::jsonb, ?, 'running')",
        id.value(),
        specification.name(),
        specification.dataset().value(),
        specification.oracle() == Oracle.SIMULATED,
        StorableText.json(specification),
        measured);
  }

  /** Returns visible campaigns, newest first. */
  Page<RegisteredCampaign> all(VisibleCampaigns visible, PageRequest page) {
    return sql.page(
        page,
        "id",
        SELECT
            + "where (? or c.id = any(?)) and (?::text is null or (c.created, c.id) <"
            + " (select created, id from campaign where id = ?))"
            + " order by c.created desc, c.id desc limit ?",
        CampaignTable::read,
        visible.all(),
        visible.ids(),
        page.after().orElse(null),
        page.after().orElse(null),
        page.rows());
  }

  /** Returns a campaign, or empty if it is not known. */
  public Optional<RegisteredCampaign> find(CampaignId id) {
    return sql.first(SELECT + "where c.id = ?", CampaignTable::read, id.value());
  }

  /** As {@code find}; whoever else locks the campaign waits until this transaction ends. */
  public Optional<RegisteredCampaign> lock(CampaignId id) {
    lock(id.value());
    return find(id);
  }

  /** Locks the campaign that an event is about, if it is about one. */
  void lock(String subject) {
    sql.first(
        "select id from campaign where id = ? for no key update", row -> row.getString(1), subject);
  }

  /** Returns the running campaigns whose open tasks a simulated oracle is to answer. */
  public List<RegisteredCampaign> awaitingSimulatedOracle() {
    return sql.readable(
        SELECT
            + "where c.simulated and c.state = 'running'"
            + " and (select sum(undecided) from tally y where y.campaign = c.id) > 0",
        CampaignTable::read);
  }

  /** Returns the newest campaigns that run. */
  List<RegisteredCampaign> running(int limit) {
    return sql.readable(
        SELECT + "where c.state = 'running' order by c.created desc limit ?",
        CampaignTable::read,
        limit);
  }

  /** Returns how many campaigns are in each state as stored. */
  Map<String, Double> counts() {
    Map<String, Double> counts = new TreeMap<>();
    for (String state : List.of("running", "completed", "failed")) {
      counts.put(state, 0.0);
    }
    sql.list(
        "select state, count(*) from campaign group by state",
        row -> counts.put(row.getString(1), row.getDouble(2)));
    return counts;
  }

  /** Moves a campaign that has not completed to another state, and returns whether it did. */
  boolean move(String id, CampaignState state, String outcome) {
    return sql.update(
            "update campaign set state = ?, outcome = ? where id = ? and state <> 'completed'",
            state.text(),
            outcome,
            id)
        == 1;
  }

  private static RegisteredCampaign read(ResultSet row) throws SQLException {
    CampaignSpecification specification = json(row, "specification", CampaignSpecification.class);
    return new RegisteredCampaign(
        new CampaignId(row.getString("id")),
        specification,
        CampaignState.of(row.getString("state")),
        row.getString("outcome"),
        row.getTimestamp("created").toInstant(),
        specification.classesOr(List.of(json(row, "classes", String[].class))),
        row.getInt("pool"),
        row.getInt("test"));
  }

  private static <T> T json(ResultSet row, String column, Class<T> type) throws SQLException {
    return Json.read(column, row.getString(column).getBytes(StandardCharsets.UTF_8), type);
  }
}
