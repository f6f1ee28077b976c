package prefmill.pipelines.source.table;

import java.util.List;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.transforms.parse.preset.PresetTable;

/**
 * A table that a source reads.
 *
 * @param schema the schema it lives in
 * @param name its name there
 * @param position the column that grows with every new or changed row; null to read all each time
 * @param required columns that it must have; empty if the mapping is the user's own
 * @param optional columns that are read where it has them; of a user's own mapping all are read
 */
record Table(
    String schema, String name, String position, List<String> required, List<String> optional) {
  private static final String DEFAULT_SCHEMA = "public";

  /** The tables of a source: the preset's, or the one that the policy names. */
  static List<Table> of(SourcePolicy source, List<PresetTable> tables) {
    if (tables.isEmpty()) {
      return List.of(
          new Table(schema(source), source.table(), source.position(), List.of(), List.of()));
    }
    return tables.stream()
        .filter(table -> source.table() == null || tables.size() == 1 || isNamed(source, table))
        .map(table -> of(source, table))
        .toList();
  }

  private static boolean isNamed(SourcePolicy source, PresetTable table) {
    return table.name().equals(source.table());
  }

  private static Table of(SourcePolicy source, PresetTable table) {
    return new Table(
        schema(source),
        source.table() == null ? table.name() : source.table(),
        source.position() == null ? table.position() : source.position(),
        table.required(),
        table.optional());
  }

  private static String schema(SourcePolicy source) {
    return source.schema() == null ? DEFAULT_SCHEMA : source.schema();
  }

  /** Schema and name, for messages. */
  String label() {
    return schema + "." + name;
  }
}
