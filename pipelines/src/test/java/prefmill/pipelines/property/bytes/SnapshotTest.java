package prefmill.pipelines.property.bytes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.datasets.manifest.Manifest;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.scenario.Workshop;
import prefmill.pipelines.source.table.TestPostgres;

/**
 * Property 7: while writers insert and update, a version is the build of the snapshot that it
 * declares; a row whose transaction took an id below the greatest and committed after the read is
 * in the next version.
 */
class SnapshotTest {
  private static final String LATE = "m-late";
  private static final int ROWS = 120;

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink"})
  void aVersionIsItsDeclaredSnapshotAndLateRowsAreInTheNext(String runner, @TempDir Path temp)
      throws Exception {
    createTables(runner);
    Workshop workshop = Workshop.in(temp.resolve("tables"));
    Policy policy =
        policy(
            workshop,
            "{name: db, kind: postgres, preset: helpem, url: '%s', user: postgres, schema: %s}"
                .formatted(TestPostgres.url(), runner));
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService writers = Executors.newFixedThreadPool(2);
    Manifest first;
    Manifest second;
    List<Future<Integer>> written = new ArrayList<>();
    try (Connection late = TestPostgres.connect();
        Statement statement = late.createStatement()) {
      late.setAutoCommit(false);
      statement.execute(insert(runner, "'%s'".formatted(LATE)));
      for (int i = 0; i < 2; i++) {
        written.add(writers.submit(write(runner, done)));
      }
      first = built(workshop, policy, runner);
      late.commit();
    } finally {
      done.set(true);
      writers.shutdown();
    }
    int writes = 0;
    for (Future<Integer> count : written) {
      writes += count.get();
    }
    second = built(workshop, policy, runner);

    Set<String> lines = declared(runner, first);
    assertThat(messages(lines), not(hasItem(LATE)));
    assertThat(first.counts().in(), is((long) lines.size()));
    assertSameVersion(first, lines, temp.resolve("first"));
    assertThat("written during the read", ROWS + writes, is(greaterThan(lines.size())));

    lines.addAll(declared(runner, second));
    assertThat(messages(lines), hasItem(LATE));
    assertThat(second.version(), is(2));
    assertThat(second.counts().in(), is((long) lines.size()));
    assertSameVersion(second, lines, temp.resolve("second"));
  }

  private static void assertSameVersion(Manifest version, Set<String> lines, Path folder)
      throws IOException {
    Workshop files = Workshop.in(folder).events("rows.jsonl", List.copyOf(lines));
    Policy policy = policy(files, "{name: files, kind: jsonl, preset: helpem, path: events}");
    Manifest expected = built(files, policy, "flink");
    assertThat(version.contentHash(), equalTo(expected.contentHash()));
    assertThat(version.ledgerHash(), equalTo(expected.ledgerHash()));
    assertThat(version.counts(), equalTo(expected.counts()));
    assertThat(version.counts().used(), is(greaterThan(20L)));
  }

  private static Manifest built(Workshop workshop, Policy policy, String runner)
      throws IOException {
    return workshop.build(policy, runner).version().manifest();
  }

  /** The newest state of each row that the snapshot of a version's manifest sees. */
  private static Set<String> declared(String schema, Manifest version) throws Exception {
    String position = version.sources().get(0).positions().get("feedback");
    String snapshot = JsonMapper.builder().build().readTree(position).get("snapshot").textValue();
    return select(
        """
        select distinct on (id) line from %s.states
        where pg_visible_in_snapshot(tx, '%s') order by id, state desc
        """
            .formatted(schema, snapshot));
  }

  private static List<String> messages(Set<String> lines) {
    return lines.stream()
        .map(line -> line.replaceAll(".*\"message_id\":\"([^\"]*)\".*", "$1"))
        .toList();
  }

  private static Callable<Integer> write(String schema, AtomicBoolean done) {
    return () -> {
      int writes = 0;
      try (Connection connection = TestPostgres.connect();
          Statement statement = connection.createStatement()) {
        for (; !done.get(); writes++) {
          statement.execute(
              writes % 3 == 2
                  ? """
                    update %s.feedback set updated_at = updated_at + interval '1 hour',
                      feedback = case feedback when 'up' then 'down' else 'up' end
                    where id = (select min(id) + %d from %1$s.feedback)
                    """
                      .formatted(schema, writes)
                  : insert(schema, "'n' || nextval('%s.names')".formatted(schema)));
          Thread.sleep(writes < 40 ? 20 : 500);
        }
      }
      return writes;
    };
  }

  private static String insert(String schema, String message) {
    return """
        insert into %s.feedback(user_id, message_id, feedback, user_message, assistant_response, updated_at)
        select 'u' || n %% 90, m, case n %% 3 when 0 then 'down' else 'up' end,
          'Question number ' || n %% 80, 'Answer number ' || n %% 7 || ' to it',
          timestamptz '2026-11-18 07:00Z' + n * interval '1 second'
        from (select %s as m, nextval('%1$s.names') as n) r
        """
        .formatted(schema, message);
  }

  private static void createTables(String schema) {
    TestPostgres.execute(
        """
        create schema %1$s;
        create sequence %1$s.names;
        create table %1$s.feedback(
          id bigserial primary key, user_id text, message_id text, feedback text,
          user_message text, assistant_response text, action_type text, action_data jsonb,
          updated_at timestamptz);
        create table %1$s.states(state bigserial, tx xid8, id bigint, line text);
        create function %1$s.note() returns trigger language plpgsql as $$
          begin
            insert into %1$s.states(tx, id, line)
              values (pg_current_xact_id(), new.id, row_to_json(new)::text);
            return null;
          end $$;
        create trigger note after insert or update on %1$s.feedback
          for each row execute function %1$s.note();
        """
            .formatted(schema));
    for (int i = 0; i < ROWS; i++) {
      TestPostgres.execute(insert(schema, "'m%d'".formatted(i)));
    }
  }

  private static Policy policy(Workshop workshop, String source) {
    return workshop.read(
        """
        dataset: test
        store: ./store
        masking: {key_file: ./key}
        sources:
          - %s
        """
                .formatted(source)
            + Workshop.ALL_TRAIN);
  }

  private static Set<String> select(String sql) throws SQLException {
    Set<String> values = new LinkedHashSet<>();
    try (Connection connection = TestPostgres.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}
