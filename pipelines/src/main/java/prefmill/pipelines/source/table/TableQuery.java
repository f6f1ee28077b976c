package prefmill.pipelines.source.table;

import java.util.Collection;
import java.util.List;
import org.postgresql.core.Utils;
import prefmill.transforms.parse.RawRecord;

/**
 * The statements about one table. A row travels as the JSON object that the database itself makes
 * of it, so that a column of any type reads as it does in a JSONL export of the row.
 *
 * @param table the table
 * @param columns the columns to read
 * @param type how its position column counts; null without one
 */
record TableQuery(Table table, List<String> columns, PositionType type) {
  /** The greatest position. */
  String greatest() {
    return "select max(" + quote(table.position()) + ")::text from " + name();
  }

  /** Count and checksum of the rows that may be new since a position. */
  String checksum() {
    return "select count(*) || ':' || coalesce(sum(hashtextextended(row_to_json(r)::text, 0)), 0)"
        + " from ("
        + rows(true)
        + ") r";
  }

  /** About the bytes of the rows that may be new since a position. */
  String bytes(boolean since) {
    return "select coalesce(sum(octet_length(row_to_json(r)::text)), 0)::bigint from ("
        + rows(since)
        + ") r";
  }

  /** Each row as JSON, its length, and its hash where it is too large to be read. */
  String read(boolean since) {
    String tooLarge = "octet_length(j) > " + RawRecord.MAX_LENGTH;
    return "select case when "
        + tooLarge
        + " then null else j end, octet_length(j), case when "
        + tooLarge
        + " then sha256(convert_to(j, 'UTF8')) end from (select row_to_json(r)::text as j from ("
        + rows(since)
        + ") r) x";
  }

  private String rows(boolean since) {
    return "select "
        + String.join(", ", quote(columns))
        + " from "
        + name()
        + (since ? " where " + type.since(quote(table.position())) : "");
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
