package io.modicum.gateway.labeling;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A campaign with as many open tasks as wanted, put straight into the database. */
record LargeCampaign(Connection database, String id) {

  /** Opens the tasks and lets the database take stock of them. */
  static LargeCampaign open(Connection database, String id, int tasks) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(
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
          """
              .formatted(id, tasks));
    }
    return new LargeCampaign(database, id);
  }

  /** Leases the most wanted ten to an annotator and returns their tasks. */
  List<Long> lease(String annotator) throws SQLException {
    try (PreparedStatement take = take(LeaseTable.TAKE, annotator);
        ResultSet rows = take.executeQuery()) {
      List<Long> tasks = new ArrayList<>();
      while (rows.next()) {
        tasks.add(rows.getLong("id"));
      }
      return tasks;
    }
  }

  /** Returns what the database does for a lease, which it makes, as JSON. */
  String plan(String annotator) throws SQLException {
    try (PreparedStatement take =
            take("explain (analyze, buffers, format json) " + LeaseTable.TAKE, annotator);
        ResultSet rows = take.executeQuery()) {
      rows.next();
      return rows.getString(1);
    }
  }

  private PreparedStatement take(String sql, String annotator) throws SQLException {
    PreparedStatement take = database.prepareStatement(sql);
    Object[] parameters = {id, annotator, annotator, 10, id, annotator, 300.0};
    for (int i = 0; i < parameters.length; i++) {
      take.setObject(i + 1, parameters[i]);
    }
    return take;
  }
}
