package prefmill.pipelines.source.table;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.pipelines.source.SourceException;
import prefmill.pipelines.source.database.Database;
import prefmill.pipelines.source.database.DatabaseWords;
import prefmill.pipelines.source.database.HeldSnapshot;
import prefmill.pipelines.source.database.Snapshots;
import prefmill.transforms.parse.preset.Preset;

/**
 * What is new in a source's tables, all in one snapshot. The next read takes every row that this
 * snapshot did not see, however late it was committed; of a view or a foreign table it reaches back
 * behind the greatest position instead (see {@link PositionType}). A table whose rows from there on
 * are unchanged is left out.
 *
 * @param read reads the new rows while the snapshot is held
 * @param isEmpty whether there are none
 * @param bytes about how many bytes they have
 * @param positions how far each table will have been read, by its name
 */
public record TablePlan(
    ReadPostgres read, boolean isEmpty, long bytes, Map<String, String> positions) {
  /**
   * Looks into the database.
   *
   * @param folder the policy's folder
   * @param last the positions of the last run that succeeded; empty to read everything
   * @param snapshots the run's
   * @throws SourceException if the database or a table is not as it must be
   */
  public static TablePlan of(
      SourcePolicy source,
      Preset preset,
      Path folder,
      Map<String, String> last,
      Snapshots snapshots) {
    List<Table> tables = Table.of(source, preset.tables());
    if (tables.isEmpty() || tables.get(0).name() == null) {
      throw SourceException.of(
          source,
          "the preset "
              + preset.name()
              + " does not say which table to read; mend sources."
              + source.name()
              + ".table");
    }
    Database database = Database.of(source, folder);
    HeldSnapshot snapshot = snapshots.of(database);
    List<TableRead> reads = new ArrayList<>();
    Map<String, String> positions = new TreeMap<>();
    long bytes = 0;
    try {
      TableInspector inspector = new TableInspector(source, preset, snapshot.connection());
      for (Table table : tables) {
        TableQuery query = inspector.inspect(table);
        TablePosition then =
            last.containsKey(table.name()) ? TablePosition.parse(last.get(table.name())) : null;
        TableNews news = TableNews.of(query, then, snapshot);
        if (news.position() != null) {
          positions.put(table.name(), news.position().json());
        }
        if (!news.isUnchanged()) {
          bytes += news.bytes();
          reads.add(TableRead.of(query, news.since()));
        }
      }
    } catch (SQLException e) {
      throw SourceException.of(
          source.name(),
          "the database answers with an error (SQLSTATE %s)%s"
              .formatted(e.getSQLState(), DatabaseWords.of(e)),
          e);
    }
    ReadPostgres read = ReadPostgres.of(database, snapshot.exported(), reads);
    return new TablePlan(read, reads.isEmpty(), bytes, positions);
  }
}
