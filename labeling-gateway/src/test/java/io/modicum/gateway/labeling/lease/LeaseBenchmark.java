package io.modicum.gateway.labeling.lease;

import io.modicum.local.part.LocalParts;
import io.modicum.local.part.PartAddresses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;

/**
 * Measures how long a lease of ten tasks takes in campaigns of different size, between answers that
 * decide what was leased. Arguments: how many tasks, for each campaign.
 */
final class LeaseBenchmark {

  private static final int WARM_UP = 200;
  private static final int LEASES = 800;
  private static final int ANNOTATORS = 200;

  private LeaseBenchmark() {}

  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("lease-benchmark");
    Path jar = Path.of(System.getProperty("modicum.root"), "deploy/local/target/modicum-local.jar");
    try (LocalParts parts = LocalParts.start(jar, folder, folder.resolve("logs"))) {
      PartAddresses at = parts.addresses();
      Flyway.configure().dataSource(at.jdbcUrl(), at.user(), at.password()).load().migrate();
      try (Connection database =
          DriverManager.getConnection(at.jdbcUrl(), at.user(), at.password())) {
        System.out.printf("%12s %12s %12s%n", "tasks", "median, ms", "p99, ms");
        for (String tasks : args) {
          LargeCampaign campaign =
              LargeCampaign.open(database, "c-" + tasks, Integer.parseInt(tasks));
          long[] nanos = measure(campaign);
          System.out.printf(
              "%12s %12.2f %12.2f%n",
              tasks, nanos[LEASES / 2] / 1e6, nanos[LEASES * 99 / 100] / 1e6);
        }
      }
    }
  }

  private static long[] measure(LargeCampaign campaign) throws SQLException {
    long[] nanos = new long[LEASES];
    for (int lease = -WARM_UP; lease < LEASES; lease++) {
      long began = System.nanoTime();
      List<Long> tasks = campaign.lease("annotator-" + Math.floorMod(lease, ANNOTATORS));
      long took = System.nanoTime() - began;
      if (lease >= 0) {
        nanos[lease] = took;
      }
      decide(campaign.database(), tasks);
    }
    Arrays.sort(nanos);
    return nanos;
  }

  private static void decide(Connection database, List<Long> tasks) throws SQLException {
    try (PreparedStatement decide =
        database.prepareStatement(
            """
            with gone as (delete from lease where task = any(?))
            update task set state = 'decided', label = 0, agreement = 1 where id = any(?)
            """)) {
      decide.setObject(1, tasks.toArray(Long[]::new));
      decide.setObject(2, tasks.toArray(Long[]::new));
      decide.executeUpdate();
    }
  }
}
