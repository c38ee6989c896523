package io.modicum.gateway.campaign;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Predictions;
import io.modicum.contracts.store.Json;
import io.modicum.gateway.database.Sql;
import io.modicum.gateway.database.StorableText;
import io.modicum.gateway.forecast.Forecast;
import io.modicum.gateway.outbox.TraceParent;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.DoubleStream;

/** The table {@code cycle}. */
@ApplicationScoped
public class CycleTable {

  private static final String UNDECIDED =
      "(select coalesce(sum(undecided), 0) from tally y where y.campaign = c.campaign"
          + " and y.cycle = c.cycle)";

  private static final String LAST_DECISION =
      "(select max(changed) from tally y where y.campaign = c.campaign and y.cycle = c.cycle)";

  /**
   * The first or last of the states that undecided tasks of cycle {@code c} are in, in alphabetical
   * order: one look at an end of the index {@code task_undecided}. Asked whether there are tasks in
   * a state, the planner may choose to read those of all campaigns.
   */
  private static final String UNDECIDED_STATE =
      "(select %s(state) from task t where t.campaign = c.campaign and t.cycle = c.cycle"
          + " and t.state in ('answered', 'contested', 'open'))";

  private static final String FIRST_STATE = UNDECIDED_STATE.formatted("min");
  private static final String LAST_STATE = UNDECIDED_STATE.formatted("max");

  /** Before its labelled set is announced. */
  private static final Set<String> UNANNOUNCED = Set.of("labelling", "closed");

  private final Sql sql;

  CycleTable(Sql sql) {
    this.sql = sql;
  }

  /** Opens a cycle for labelling unless it is known, and returns whether it was opened. */
  public boolean open(CampaignId campaign, int cycle, int images) {
    return sql.update(
            "insert into cycle (campaign, cycle, state, images, traceparent)"
                + " values (?, ?, 'labelling', ?, ?) on conflict do nothing",
            campaign.value(),
            cycle,
            images,
            TraceParent.current())
        == 1;
  }

  /**
   * Returns which of some cycles are open for answers, and keeps them so until this transaction
   * ends.
   */
  public Set<Integer> holdOpen(CampaignId campaign, List<Integer> cycles) {
    return Set.copyOf(
        sql.list(
            "select cycle from cycle where campaign = ? and cycle = any(?)"
                + " and state = 'labelling' order by cycle for share",
            row -> row.getInt("cycle"),
            campaign.value(),
            cycles.toArray(Integer[]::new)));
  }

  /**
   * A cycle as its labelling goes on by itself.
   *
   * @param traceparent the trace of the event that opened it
   */
  public record Labelling(
      CampaignId campaign, DatasetId dataset, Mode mode, int cycle, String traceparent) {}

  /** Returns the cycles that want no more answers, but to be judged by the rule or closed. */
  public List<Labelling> answered() {
    return inState(
        "labelling",
        "and (%1$s is null or (%1$s <> 'open' and %2$s = 'answered'))"
            .formatted(LAST_STATE, FIRST_STATE));
  }

  /** Returns the closed cycles whose labelled set is not announced yet. */
  public List<Labelling> closed() {
    return inState("closed", "");
  }

  private List<Labelling> inState(String state, String condition) {
    return sql.readable(
        "select c.campaign, p.dataset, p.specification->>'mode' as mode, c.cycle, c.traceparent"
            + " from cycle c join campaign p on p.id = c.campaign where c.state = ? "
            + condition
            + " order by c.requested",
        row ->
            new Labelling(
                new CampaignId(row.getString("campaign")),
                new DatasetId(row.getString("dataset")),
                mode(row.getString("mode")),
                row.getInt("cycle"),
                row.getString("traceparent")),
        state);
  }

  /**
   * Locks a cycle against all that could change its labels; returns whether it is open for answers.
   */
  public boolean lock(CampaignId campaign, int cycle) {
    return sql.first(
            "select cycle from cycle where campaign = ? and cycle = ? and state = 'labelling'"
                + " for no key update",
            row -> true,
            campaign.value(),
            cycle)
        .isPresent();
  }

  /** Closes a cycle if all its images are decided: no label of it changes any more. */
  public void closeIfDecided(CampaignId campaign, int cycle) {
    sql.update(
        "update cycle c set state = 'closed' where campaign = ? and cycle = ?"
            + " and state = 'labelling' and "
            + LAST_STATE
            + " is null",
        campaign.value(),
        cycle);
  }

  private static Mode mode(String label) {
    return Arrays.stream(Mode.values())
        .filter(mode -> mode.toString().equals(label))
        .findFirst()
        .orElseThrow();
  }

  /** Marks a cycle's labelled set as complete; returns whether this call did. */
  public boolean labelled(CampaignId campaign, int cycle, int labels) {
    return sql.update(
            "update cycle set state = 'labelled', labels = ?, completed = now()"
                + " where campaign = ? and cycle = ? and state = 'closed'",
            labels,
            campaign.value(),
            cycle)
        == 1;
  }

  void predicted(CampaignId campaign, Predictions predictions) {
    sql.update(
        "update cycle set state = 'predicted', labels = ?, existing = ?, accuracy = ?,"
            + " per_class = ?::jsonb where campaign = ? and cycle = ?",
        predictions.labels(),
        predictions.existing().stream().boxed().findFirst().orElse(null),
        predictions.accuracy().stream().filter(Double::isFinite).boxed().findFirst().orElse(null),
        StorableText.json(predictions.perClass().stream().filter(CycleTable::isFinite).toList()),
        campaign.value(),
        predictions.cycle());
  }

  /** Keeps what is expected of the cycles after this one. */
  void forecast(CampaignId campaign, int cycle, List<Forecast> forecast) {
    sql.update(
        "update cycle set forecast = ?::jsonb where campaign = ? and cycle = ?",
        StorableText.json(forecast.stream().filter(CycleTable::isFinite).toList()),
        campaign.value(),
        cycle);
  }

  /** Returns the cycles of some campaigns, in order. */
  List<Cycle> list(String... campaigns) {
    return sql.readable(
        "select c.*, "
            + UNDECIDED
            + " as undecided, extract(epoch from coalesce(c.completed, "
            + LAST_DECISION
            + ", c.requested) - c.requested) as seconds"
            + " from cycle c where campaign = any(?) order by cycle",
        CycleTable::read,
        (Object) campaigns);
  }

  /**
   * One round of asking, labelling and learning.
   *
   * @param images that it asked for
   * @param undecided of those, how many wait for an answer
   * @param seconds from asking to the last decision so far
   * @param predicted whether its classifier is known
   * @param existing labels that came with the dataset and were learnt from, if any were
   * @param accuracy of its classifier; absent until it is known, and where there is nothing to
   *     measure it on
   * @param forecast of the accuracy at the budgets to come, as it was made after this cycle
   */
  record Cycle(
      String campaign,
      int cycle,
      boolean labelled,
      int images,
      int undecided,
      double seconds,
      boolean predicted,
      int labels,
      OptionalInt existing,
      OptionalDouble accuracy,
      List<Predictions.ClassReport> perClass,
      List<Forecast> forecast) {

    /** Returns on how many images accuracy is measured. */
    int evaluated() {
      return perClass.stream().mapToInt(Predictions.ClassReport::support).sum();
    }
  }

  private static Cycle read(ResultSet row) throws SQLException {
    Double accuracy = row.getObject("accuracy", Double.class);
    Integer existing = row.getObject("existing", Integer.class);
    boolean readable = accuracy == null || Double.isFinite(accuracy);
    return new Cycle(
        row.getString("campaign"),
        row.getInt("cycle"),
        !UNANNOUNCED.contains(row.getString("state")),
        row.getInt("images"),
        row.getInt("undecided"),
        row.getDouble("seconds"),
        readable && row.getString("state").equals("predicted"),
        row.getInt("labels"),
        existing == null ? OptionalInt.empty() : OptionalInt.of(existing),
        accuracy == null || !readable ? OptionalDouble.empty() : OptionalDouble.of(accuracy),
        list(row, "per_class", Predictions.ClassReport[].class).stream()
            .filter(CycleTable::isFinite)
            .toList(),
        list(row, "forecast", Forecast[].class).stream().filter(CycleTable::isFinite).toList());
  }

  /** Reads what a cycle can be shown without: nothing, if it cannot be read. */
  private static <T> List<T> list(ResultSet row, String column, Class<T[]> type)
      throws SQLException {
    try {
      return List.of(
          Json.read(column, row.getString(column).getBytes(StandardCharsets.UTF_8), type));
    } catch (InvalidInput | NullPointerException unreadable) {
      return List.of();
    }
  }

  private static boolean isFinite(Predictions.ClassReport report) {
    return Double.isFinite(report.precision()) && Double.isFinite(report.recall());
  }

  private static boolean isFinite(Forecast forecast) {
    return DoubleStream.of(forecast.accuracy(), forecast.lower(), forecast.upper())
        .allMatch(Double::isFinite);
  }
}
