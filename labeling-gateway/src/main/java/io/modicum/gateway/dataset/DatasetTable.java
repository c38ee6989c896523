package io.modicum.gateway.dataset;

import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.manifest.Dataset;
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
import java.util.Optional;
import java.util.OptionalInt;

/** The table {@code dataset}. */
@ApplicationScoped
class DatasetTable {

  /** The datasets of visible campaigns, or all. */
  private static final String SEEN =
      "(? or exists (select from campaign c where c.dataset = d.id and c.id = any(?)))";

  private final Sql sql;

  DatasetTable(Sql sql) {
    this.sql = sql;
  }

  /** Adds a dataset unless it is there, and returns whether it was added. */
  boolean add(RegisteredDataset dataset) {
    return sql.update(
            "insert into dataset (id, name, format, image_size, file_name, state)"
                + " values (?, ?, ?, ?, ?, ?) on conflict do nothing",
            dataset.id().value(),
            dataset.name(),
            FormatSpelling.stored(dataset.format()),
            dataset.imageSize(),
            dataset.fileName(),
            dataset.state().text())
        == 1;
  }

  Page<RegisteredDataset> all(VisibleCampaigns campaigns, PageRequest page) {
    return sql.page(
        page,
        "id",
        "select * from dataset d where "
            + SEEN
            + " and (?::text is null or (created, id) <"
            + " (select created, id from dataset where id = ?))"
            + " order by created desc, id desc limit ?",
        DatasetTable::read,
        campaigns.all(),
        campaigns.ids(),
        page.after().orElse(null),
        page.after().orElse(null),
        page.rows());
  }

  Optional<RegisteredDataset> find(DatasetId id, VisibleCampaigns campaigns) {
    return sql.first(
        "select * from dataset d where " + SEEN + " and id = ?",
        DatasetTable::read,
        campaigns.all(),
        campaigns.ids(),
        id.value());
  }

  Optional<RegisteredDataset> find(DatasetId id) {
    return sql.first("select * from dataset where id = ?", DatasetTable::read, id.value());
  }

  /**
   * Takes note of what was packed.
   *
   * @param labelled images of the pool that came with a label
   * @return whether the dataset is known
   */
  boolean ready(DatasetId id, Dataset packed, int labelled) {
    return sql.update(
            "update dataset set state = 'ready', classes = ?::jsonb, pool = ?, test = ?,"
                + " height = ?, width = ?, skipped = ?::jsonb, labelled = ? where id = ?",
            StorableText.json(packed.classes()),
            packed.pool(),
            packed.test(),
            packed.height(),
            packed.width(),
            StorableText.json(packed.skipped()),
            labelled,
            id.value())
        == 1;
  }

  /** Moves a dataset to another state, and returns whether it was in the state before. */
  boolean move(String id, DatasetState before, DatasetState after) {
    return sql.update(
            "update dataset set state = ? where id = ? and state = ?",
            after.text(),
            id,
            before.text())
        == 1;
  }

  private static RegisteredDataset read(ResultSet row) throws SQLException {
    int labelled = row.getInt("labelled");
    OptionalInt known = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(labelled);
    return new RegisteredDataset(
        new DatasetId(row.getString("id")),
        row.getString("name"),
        FormatSpelling.read(row.getString("format")),
        row.getInt("image_size"),
        row.getString("file_name"),
        DatasetState.of(row.getString("state")),
        List.of(
            Json.read(
                "classes",
                row.getString("classes").getBytes(StandardCharsets.UTF_8),
                String[].class)),
        row.getInt("pool"),
        known,
        row.getInt("test"),
        row.getInt("height"),
        row.getInt("width"),
        List.of(
            Json.read(
                "skipped",
                row.getString("skipped").getBytes(StandardCharsets.UTF_8),
                Dataset.Skipped[].class)));
  }
}
