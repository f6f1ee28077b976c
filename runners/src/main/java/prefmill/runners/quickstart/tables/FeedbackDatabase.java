package prefmill.runners.quickstart.tables;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;

/** The database of the products whose feedback the quickstart reads. */
public final class FeedbackDatabase {
  private static final int BATCH = 1_000;

  private final DataSource database;

  private FeedbackDatabase(DataSource database) {
    this.database = database;
  }

  /** The feedback tables in a Postgres database. */
  public static FeedbackDatabase of(DataSource database) {
    return new FeedbackDatabase(database);
  }

  /**
   * Makes the tables and fills them, all or nothing.
   *
   * @return whether it was done now; false if the tables were there
   */
  public boolean fill(FeedbackTables tables) throws SQLException, IOException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      if (exists(connection)) {
        return false;
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute(schema());
      }
      insertHelpem(connection, tables.helpem());
      updateHelpem(connection, tables.helpem());
      insertSubjectchat(connection, tables.subjectchat());
      insertBetabaseFeedback(connection, tables.betabaseFeedback());
      insertBetabasePairs(connection, tables.betabasePairs());
      connection.commit();
      return true;
    }
  }

  private static boolean exists(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery("select to_regclass('helpem.feedback') is not null")) {
      return found.next() && found.getBoolean(1);
    }
  }

  private static String schema() throws IOException {
    try (InputStream in =
        FeedbackDatabase.class.getResourceAsStream("/prefmill/runners/quickstart/tables.sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void insertHelpem(Connection connection, List<HelpemRow> rows)
      throws SQLException {
    String sql =
        "insert into helpem.feedback (user_id, message_id, feedback, user_message,"
            + " assistant_response, action_type, action_data, created_at, updated_at)"
            + " values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)";
    execute(
        connection,
        sql,
        rows,
        (statement, row) -> {
          statement.setString(1, row.userId());
          statement.setString(2, row.messageId());
          statement.setString(3, row.first());
          statement.setString(4, row.userMessage());
          statement.setString(5, row.assistantResponse());
          statement.setString(6, row.actionType());
          statement.setString(7, row.actionData());
          statement.setObject(8, utc(row.createdAt()));
          statement.setObject(9, utc(row.createdAt()));
        });
  }

  private static void updateHelpem(Connection connection, List<HelpemRow> rows)
      throws SQLException {
    execute(
        connection,
        "update helpem.feedback set feedback = ?, updated_at = ?"
            + " where user_id = ? and message_id = ?",
        rows.stream().filter(row -> !row.first().equals(row.feedback())).toList(),
        (statement, row) -> {
          statement.setString(1, row.feedback());
          statement.setObject(2, utc(row.updatedAt()));
          statement.setString(3, row.userId());
          statement.setString(4, row.messageId());
        });
  }

  private static void insertSubjectchat(Connection connection, List<SubjectchatRow> rows)
      throws SQLException {
    String sql =
        "insert into subjectchat.feedback (subject_id, message_content, user_question, rating,"
            + " message_index, created_at) values (?, ?, ?, ?, ?, ?)";
    execute(
        connection,
        sql,
        rows,
        (statement, row) -> {
          statement.setString(1, row.subjectId());
          statement.setString(2, row.messageContent());
          statement.setString(3, row.userQuestion());
          statement.setInt(4, row.rating());
          statement.setInt(5, row.messageIndex());
          statement.setObject(6, LocalDateTime.ofInstant(row.createdAt(), ZoneOffset.UTC));
        });
  }

  private static void insertBetabaseFeedback(Connection connection, List<BetabaseFeedback> rows)
      throws SQLException {
    String sql =
        "insert into betabase.rlhf_feedback (id, session_id, query, response, feedback_type,"
            + " feedback_value, curator_email, organization, created_at)"
            + " values (?, ?, ?, ?, ?::betabase.feedback_type, ?::jsonb, ?, ?, ?)";
    execute(
        connection,
        sql,
        rows,
        (statement, row) -> {
          statement.setObject(1, row.id());
          statement.setString(2, row.sessionId());
          statement.setString(3, row.query());
          statement.setString(4, row.response());
          statement.setString(5, row.feedbackType());
          statement.setString(6, row.feedbackValue());
          statement.setString(7, row.curatorEmail());
          statement.setString(8, row.organization());
          statement.setObject(9, utc(row.createdAt()));
        });
  }

  private static void insertBetabasePairs(Connection connection, List<BetabasePair> rows)
      throws SQLException {
    String sql =
        "insert into betabase.preference_pairs (id, query, chosen_response, rejected_response,"
            + " preference_strength, context_documents, annotator_email, annotation_notes,"
            + " created_at) values (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?)";
    execute(
        connection,
        sql,
        rows,
        (statement, row) -> {
          statement.setObject(1, row.id());
          statement.setString(2, row.query());
          statement.setString(3, row.chosenResponse());
          statement.setString(4, row.rejectedResponse());
          statement.setDouble(5, row.preferenceStrength());
          statement.setString(6, row.contextDocuments());
          statement.setString(7, row.annotatorEmail());
          statement.setString(8, row.annotationNotes());
          statement.setObject(9, utc(row.createdAt()));
        });
  }

  private static <T> void execute(Connection connection, String sql, List<T> rows, Binder<T> binder)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int waiting = 0;
      for (T row : rows) {
        binder.bind(statement, row);
        statement.addBatch();
        if (++waiting == BATCH) {
          statement.executeBatch();
          waiting = 0;
        }
      }
      statement.executeBatch();
    }
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private interface Binder<T> {
    void bind(PreparedStatement statement, T row) throws SQLException;
  }
}
