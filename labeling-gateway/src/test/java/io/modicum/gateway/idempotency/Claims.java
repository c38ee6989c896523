package io.modicum.gateway.idempotency;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What may befall a request with a key, for tests. */
@ApplicationScoped
public class Claims {

  private final DataSource database;
  private final String url;
  private final String user;
  private final String password;

  Claims(
      DataSource database,
      @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
      @ConfigProperty(name = "quarkus.datasource.username") String user,
      @ConfigProperty(name = "quarkus.datasource.password") String password) {
    this.database = database;
    this.url = url;
    this.user = user;
    this.password = password;
  }

  /** Claims a key as another gateway would; its connection is to be cut as by that one's death. */
  public Connection byAnotherGateway(String principal, String key) throws SQLException {
    Connection connection = DriverManager.getConnection(url, user, password);
    connection.setAutoCommit(false);
    try (PreparedStatement claim = connection.prepareStatement(StoredResponses.CLAIM)) {
      byte[] address = new IdempotencyKey(principal, key).address();
      claim.setString(1, HexFormat.of().formatHex(address));
      claim.execute();
    }
    return connection;
  }

  /** Lets the database be too full to keep an answer while some work is done. */
  public void withoutSpaceFor(Runnable work) throws SQLException {
    run(
        """
        create function full_disk() returns trigger language plpgsql as
          $$ begin raise exception 'no space left' using errcode = 'disk_full'; end $$;
        create trigger full_disk before insert on idempotency execute function full_disk();
        """);
    try {
      work.run();
    } finally {
      run("drop function full_disk cascade");
    }
  }

  /** Returns all that the database keeps of answers, as text. */
  public String everythingKept() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select string_agg(encode(answer, 'escape'), ' ') from idempotency")) {
      rows.next();
      return rows.getString(1);
    }
  }

  private void run(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
