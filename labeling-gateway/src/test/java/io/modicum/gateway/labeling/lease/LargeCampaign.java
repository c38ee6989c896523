package io.modicum.gateway.labeling.lease;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A campaign with as many open tasks as wanted, put straight into the database. */
record LargeCampaign(Connection database, String id) {

  /** Opens the tasks and lets the database take stock of them. */
  static LargeCampaign open(Connection database, String id, int tasks) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(
          String.format(
              Locale.ROOT,
              """
              insert into dataset (id, name, format, image_size, file_name, state)
              values ('%1$s', 'large', 'image-folder', 32, 'large.zip', 'ready');
              insert into campaign (id, name, dataset, simulated, specification, state)
              values ('%1$s', 'large', '%1$s', false, '{}', 'completed');
              insert into cycle (campaign, cycle, state, images, traceparent)
              values ('%1$s', 0, 'labelling', %2$d, '');
              insert into task (campaign, cycle, image, rank, reason, wanted, vacancies)
              select '%1$s', 0, i, i, 'margin 0.0123', 1, 1 from generate_series(0, %2$d - 1) as i;
              analyze task
              """,
              id,
              tasks));
    }
    return new LargeCampaign(database, id);
  }

  /** Leases the most wanted ten to an annotator and returns their tasks. */
  List<Long> lease(String annotator) throws SQLException {
    Long[] locked;
    try (PreparedStatement lock = lock(VacancyTable.LOCK, annotator)) {
      locked = ids(lock).toArray(Long[]::new);
    }
    try (PreparedStatement lease = database.prepareStatement(VacancyTable.LEASE)) {
      bind(lease, locked, annotator, annotator, annotator, 300.0);
      return ids(lease);
    }
  }

  /** Returns what the database does to find ten tasks for a lease, and lock them, as JSON. */
  String plan(String annotator) throws SQLException {
    try (PreparedStatement lock =
            lock("explain (analyze, buffers, format json) " + VacancyTable.LOCK, annotator);
        ResultSet rows = lock.executeQuery()) {
      rows.next();
      return rows.getString(1);
    }
  }

  private PreparedStatement lock(String sql, String annotator) throws SQLException {
    PreparedStatement lock = database.prepareStatement(sql);
    RankRange head = new RankRange(0, 0);
    bind(lock, id, head.cycle(), head.first(), head.last(), annotator, annotator, 10);
    return lock;
  }

  private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }

  private static List<Long> ids(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      List<Long> ids = new ArrayList<>();
      while (rows.next()) {
        ids.add(rows.getLong("id"));
      }
      return ids;
    }
  }
}
