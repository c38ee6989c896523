package io.modicum.gateway.exchange;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.gateway.campaign.Probabilities;
import io.modicum.gateway.campaign.RegisteredCampaign;
import io.modicum.gateway.database.Sql;
import io.modicum.gateway.dataset.ImagePaths;
import io.modicum.gateway.exchange.format.ExportedImage;
import io.modicum.gateway.labeling.annotator.AnswerTable;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What exchange needs of tasks and answers, and the table {@code imported_label}. */
@ApplicationScoped
class ExchangeTable {

  private static final String EXPORT =
      """
      select t.id, t.image, t.cycle, t.label, t.agreement,
        t.purpose = 'evaluation' as evaluation, %s as annotators, t.decided
      from task t where t.campaign = ? and t.gold is null order by t.image
      """
          .formatted(AnswerTable.ANNOTATORS);

  private final Sql sql;

  ExchangeTable(Sql sql) {
    this.sql = sql;
  }

  /** Passes on every image that a campaign asked for, in ascending order; in a transaction. */
  void export(
      RegisteredCampaign campaign,
      String images,
      Optional<ImagePaths> paths,
      Optional<Probabilities> predicted,
      Consumer<ExportedImage> each) {
    sql.stream(
        EXPORT, row -> image(campaign, images, paths, predicted, row), each, campaign.id().value());
  }

  private static ExportedImage image(
      RegisteredCampaign campaign,
      String images,
      Optional<ImagePaths> paths,
      Optional<Probabilities> predicted,
      ResultSet row)
      throws SQLException {
    int image = row.getInt("image");
    return new ExportedImage(
        campaign.id(),
        row.getLong("id"),
        image,
        paths.map(known -> known.path(image)).orElse(""),
        row.getBoolean("evaluation"),
        row.getInt("cycle"),
        images + image,
        label(campaign, row),
        predicted.flatMap(probabilities -> probabilities.prediction(image)));
  }

  private static Optional<ExportedImage.Label> label(RegisteredCampaign campaign, ResultSet row)
      throws SQLException {
    int label = row.getInt("label");
    return row.wasNull()
        ? Optional.empty()
        : Optional.of(
            new ExportedImage.Label(
                label,
                campaign.classes().get(label),
                row.getDouble("agreement"),
                List.of((String[]) row.getArray("annotators").getArray()),
                row.getTimestamp("decided").toInstant()));
  }

  /** Returns the latest cycle whose classifier has told what it takes the pool for. */
  Optional<Integer> latestPredicted(CampaignId campaign) {
    return sql.first(
        "select cycle from cycle where campaign = ? and state = 'predicted'"
            + " order by cycle desc limit 1",
        row -> row.getInt("cycle"),
        campaign.value());
  }

  /** Returns the tasks of some images, by image; images that were not asked for have none. */
  Map<Integer, Long> tasks(CampaignId campaign, List<Integer> images) {
    Map<Integer, Long> tasks = new HashMap<>();
    sql.list(
            "select image, id from task where campaign = ? and image = any(?) and gold is null",
            row -> Map.entry(row.getInt("image"), row.getLong("id")),
            campaign.value(),
            images.toArray(Integer[]::new))
        .forEach(task -> tasks.put(task.getKey(), task.getValue()));
    return tasks;
  }

  /** Keeps labels of images that were not asked for; of two for the same image the first. */
  void hold(CampaignId campaign, String annotator, Map<Integer, Integer> labels) {
    List<Object[]> rows = new ArrayList<>();
    labels.forEach(
        (image, label) -> rows.add(new Object[] {campaign.value(), annotator, image, label}));
    sql.batch(
        "insert into imported_label (campaign, annotator, image, label) values (?, ?, ?, ?)"
            + " on conflict do nothing",
        rows);
  }

  /** A cycle whose tasks held labels have not answered yet. */
  record Unanswered(CampaignId campaign, int cycle) {}

  List<Unanswered> unanswered() {
    return sql.list(
        "select campaign, cycle from cycle where not held_answered order by campaign, cycle",
        row -> new Unanswered(new CampaignId(row.getString("campaign")), row.getInt("cycle")));
  }

  /**
   * Notes that no held label is of a cycle's images any more; none will be, now that it is open.
   */
  void answered(Unanswered cycle) {
    sql.update(
        "update cycle set held_answered = true where campaign = ? and cycle = ?",
        cycle.campaign().value(),
        cycle.cycle());
  }

  /** Takes labels of a cycle's images out of the table. */
  List<HeldLabel> take(Unanswered cycle, int limit) {
    return sql.list(
        """
        delete from imported_label h using task t
        where t.campaign = h.campaign and t.image = h.image and t.gold is null
          and (h.image, h.annotator) in (
          select i.image, i.annotator from task j
          join imported_label i on i.campaign = j.campaign and i.image = j.image
          where j.campaign = ? and j.cycle = ? and j.gold is null limit ?)
          and h.campaign = ?
        returning t.id, h.annotator, h.label
        """,
        row -> new HeldLabel(row.getLong("id"), row.getString("annotator"), row.getInt("label")),
        cycle.campaign().value(),
        cycle.cycle(),
        limit,
        cycle.campaign().value());
  }

  /** A label that was held for a task, and of which source it is. */
  record HeldLabel(long task, String annotator, int label) {}
}
