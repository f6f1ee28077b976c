package prefmill.pipelines.source.table;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.policy.PolicyException;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.pipelines.source.SourcePlan;
import prefmill.pipelines.source.SourceReader;
import prefmill.pipelines.source.database.Snapshots;

/** Sources on the tests' Postgres. */
final class TableSource {
  private TableSource() {}

  /** Tables of a preset. */
  static SourcePolicy of(String preset, String schema) {
    return read("db", "preset: %s, schema: %s, user: postgres".formatted(preset, schema));
  }

  /** A table with the text column q and the key id. */
  static SourcePolicy own(String schema, String table, String position) {
    return own(schema, table, position, "postgres");
  }

  /** The same, read with the rights of a user. */
  static SourcePolicy own(String schema, String table, String position, String user) {
    return mapped("{\"prompt\": q}", schema, table, position, user);
  }

  /** A table with a mapping of its own and the key id. */
  static SourcePolicy mapped(String mapping, String schema, String table, String position) {
    return mapped(mapping, schema, table, position, "postgres");
  }

  private static SourcePolicy mapped(
      String mapping, String schema, String table, String position, String user) {
    return read(
        table,
        "mapping: '%s', key: id, schema: %s, table: %s, position: %s, user: %s"
            .formatted(mapping, schema, table, position, user));
  }

  /** What is new in a source; the snapshots are the caller's. */
  static SourcePlan plan(SourcePolicy source, Map<String, String> last, Snapshots snapshots) {
    return SourceReader.plan(source, Path.of("."), last, snapshots);
  }

  private static SourcePolicy read(String name, String settings) {
    String yaml =
        """
        dataset: test
        store: ./store
        masking: {key_file: ./key}
        sources:
          - {name: %s, kind: postgres, url: "%s", %s}
        """
            .formatted(name, TestPostgres.url(), settings);
    try {
      List<SourcePolicy> sources = Policy.of(yaml, Path.of("")).sources();
      return sources.get(0);
    } catch (PolicyException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
