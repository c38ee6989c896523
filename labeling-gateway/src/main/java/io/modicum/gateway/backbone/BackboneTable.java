package io.modicum.gateway.backbone;

import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.manifest.Backbone;
import io.modicum.contracts.store.Json;
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

/** The table {@code backbone}. */
@ApplicationScoped
class BackboneTable {

  private final Sql sql;

  BackboneTable(Sql sql) {
    this.sql = sql;
  }

  /** Adds a backbone unless it is there, and returns whether it was added. */
  boolean add(RegisteredBackbone backbone) {
    return sql.update(
            "insert into backbone (id, name, output, mean, standard_deviation, state)"
                + " values (?, ?, ?, ?::jsonb, ?::jsonb, ?) on conflict do nothing",
            backbone.id().value(),
            backbone.name(),
            backbone.output(),
            StorableText.json(backbone.normalisation().mean()),
            StorableText.json(backbone.normalisation().standardDeviation()),
            backbone.state().text())
        == 1;
  }

  Page<RegisteredBackbone> all(PageRequest page) {
    return sql.page(
        page,
        "id",
        "select * from backbone where ?::text is null or (created, id) <"
            + " (select created, id from backbone where id = ?)"
            + " order by created desc, id desc limit ?",
        BackboneTable::read,
        page.after().orElse(null),
        page.after().orElse(null),
        page.rows());
  }

  Optional<RegisteredBackbone> find(BackboneId id) {
    return sql.first("select * from backbone where id = ?", BackboneTable::read, id.value());
  }

  /** Returns whether the backbone is known. */
  boolean ready(BackboneId id, Backbone checked) {
    return sql.update(
            "update backbone set state = 'ready', dimensions = ? where id = ?",
            checked.dimensions(),
            id.value())
        == 1;
  }

  /** Moves a backbone to another state, and returns whether it was in the state before. */
  boolean move(String id, BackboneState before, BackboneState after) {
    return sql.update(
            "update backbone set state = ? where id = ? and state = ?",
            after.text(),
            id,
            before.text())
        == 1;
  }

  private static RegisteredBackbone read(ResultSet row) throws SQLException {
    return new RegisteredBackbone(
        new BackboneId(row.getString("id")),
        row.getString("name"),
        row.getString("output"),
        new Normalisation(numbers(row, "mean"), numbers(row, "standard_deviation")),
        BackboneState.of(row.getString("state")),
        row.getInt("dimensions"));
  }

  private static List<Double> numbers(ResultSet row, String column) throws SQLException {
    return List.of(
        Json.read(column, row.getString(column).getBytes(StandardCharsets.UTF_8), Double[].class));
  }
}
