package prefmill.pipelines.source.table;

import java.util.Collection;
import java.util.List;
import org.postgresql.core.Utils;
import prefmill.pipelines.source.database.Heap;
import prefmill.transforms.parse.RawRecord;

/**
 * The statements about one table. A row travels as the JSON object that the database itself makes
 * of it, so that a column of any type reads as it does in a JSONL export of the row.
 *
 * @param table the table
 * @param columns the columns to read
 * @param type how its position column counts; null without one
 * @param heap where its rows are; null of what has no rows of its own, or hides where they are
 */
record TableQuery(Table table, List<String> columns, PositionType type, Heap heap) {
  /** Fails as any read would, and reads nothing. */
  String probe() {
    return "select " + String.join(", ", quote(columns)) + " from " + name() + " limit 0";
  }

  /** The greatest position. */
  String greatest() {
    return "select max(" + quote(table.position()) + ")::text from " + name();
  }

  /** Rows that may be new since a position. */
  RowsSince since(String max) {
    return RowsSince.position(type, quote(table.position()), max);
  }

  /** Count, checksum and about the bytes of rows. */
  String sums(RowsSince since) {
    return "select count(*) || ':' || coalesce(sum(hashtextextended(j, 0)), 0),"
        + " coalesce(sum(octet_length(j)), 0)::bigint"
        + " from (select row_to_json(r)::text as j from ("
        + rows(since.condition())
        + ") r) x";
  }

  /**
   * Each row as JSON, its length, and its hash where it is too large to be read. Of a heap, the
   * last two parameters are the range.
   */
  String read(RowsSince since) {
    String tooLarge = "octet_length(j) > " + RawRecord.MAX_LENGTH;
    String range = heap == null ? "" : " and ctid >= cast(? as tid) and ctid < cast(? as tid)";
    return "select case when "
        + tooLarge
        + " then null else j end, octet_length(j), case when "
        + tooLarge
        + " then sha256(convert_to(j, 'UTF8')) end from (select row_to_json(r)::text as j from ("
        + rows("(" + since.condition() + ")" + range)
        + ") r) x";
  }

  private String rows(String condition) {
    return "select "
        + String.join(", ", quote(columns))
        + " from "
        + name()
        + " where "
        + condition;
  }

  private String name() {
    return quote(table.schema()) + "." + quote(table.name());
  }

  private static List<String> quote(Collection<String> names) {
    return names.stream().map(TableQuery::quote).toList();
  }

  private static String quote(String name) {
    try {
      return Utils.escapeIdentifier(null, name).toString();
    } catch (java.sql.SQLException e) {
      throw new IllegalArgumentException("a name of schema, table or column holds U+0000", e);
    }
  }
}
