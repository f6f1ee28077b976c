package prefmill.pipelines.source.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where Postgres itself keeps the rows of a table, each in a block and with the transaction that
 * wrote it.
 *
 * @param relations oids of the table and its partitions
 * @param blocks the most blocks that one of them has
 * @param bytes what they take on disk, large values as they are compressed
 */
public record Heap(List<Long> relations, long blocks, long bytes) {
  private static final long RANGE_BYTES = 8L << 20;
  private static final long MAX_RANGES = 1_000;
  private static final long NO_BLOCK = 0xffff_ffffL;

  private static final String FIND =
      """
      with recursive tree(oid) as (
        select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = ? and c.relname = ?
          and case when c.relkind in ('r', 'p', 'm')
            then has_column_privilege(c.oid, 'xmin', 'select')
              and has_column_privilege(c.oid, 'ctid', 'select')
            else false end
        union
        select i.inhrelid from pg_inherits i join tree on i.inhparent = tree.oid)
      select c.oid, c.relkind = 'p' or (c.relkind in ('r', 'm') and a.amname = 'heap'),
        pg_relation_size(c.oid) / current_setting('block_size')::int, pg_table_size(c.oid)
      from tree join pg_class c on c.oid = tree.oid left join pg_am a on a.oid = c.relam
      order by 1
      """;

  /**
   * Looks for a table's rows; null of what has none of its own or not only such (a view, a foreign
   * table, also as a partition), and of a table of which the user may read some columns only.
   */
  public static Heap find(Connection connection, String schema, String table) throws SQLException {
    List<Long> relations = new ArrayList<>();
    long blocks = 0;
    long bytes = 0;
    try (PreparedStatement statement = connection.prepareStatement(FIND)) {
      statement.setString(1, schema);
      statement.setString(2, table);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          if (!rows.getBoolean(2)) {
            return null;
          }
          relations.add(rows.getLong(1));
          blocks = Math.max(blocks, rows.getLong(3));
          bytes += rows.getLong(4);
        }
      }
    }
    return relations.isEmpty() ? null : new Heap(relations, blocks, bytes);
  }

  /**
   * Half-open ranges of row addresses, each its first and its end, that together hold every row
   * once, whatever its key: the first begins before all blocks, the last ends behind all. A range
   * is taken of every partition.
   */
  public List<List<String>> ranges() {
    long wanted = Math.max(1, Math.min(bytes / RANGE_BYTES, MAX_RANGES));
    long step = Math.max(1, (blocks + wanted - 1) / wanted);
    List<List<String>> ranges = new ArrayList<>();
    long from = 0;
    for (long to = step; to < blocks; to += step) {
      ranges.add(range(from, to));
      from = to;
    }
    ranges.add(range(from, NO_BLOCK));
    return ranges;
  }

  private static List<String> range(long from, long to) {
    return List.of("(" + from + ",0)", "(" + to + ",0)");
  }
}
