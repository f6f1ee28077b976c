package prefmill.pipelines.source.table;

import java.util.List;
import java.util.stream.Collectors;
import prefmill.pipelines.source.database.ExportedSnapshot;

/**
 * Which rows may be new.
 *
 * @param condition in SQL
 * @param parameters of the condition
 */
record RowsSince(String condition, List<String> parameters) {
  /** Every row. */
  static RowsSince all() {
    return new RowsSince("true", List.of());
  }

  /**
   * Rows that an earlier snapshot may not have seen: those written by a transaction that had not
   * ended then, however late it committed, and all of a partition that was not there then.
   *
   * <p>A row knows the last 32 bits of its transaction's number, also when it is frozen. As it is
   * seen now, its transaction is older than the next one to begin, so those bits say how many
   * transactions ago it was, up to multiples of 2^32; the condition compares this age with that of
   * the oldest transaction that had not ended. A row more than 2^32 transactions old can so be
   * taken once more, but none can be missed. Which transactions between the oldest and the next had
   * ended is not asked: snapshots know the numbers of transactions only, a row written after a
   * savepoint has another.
   *
   * @param then {@link ExportedSnapshot#transactions()} of the earlier snapshot
   * @param relations what the table consisted of then
   * @param now the snapshot that is read, of the same origin
   */
  static RowsSince snapshot(String then, List<Long> relations, ExportedSnapshot now) {
    long newest = now.next() - 1;
    long age = newest - ExportedSnapshot.oldest(then);
    if (age < -1) {
      // the server counts from an earlier number than before: nothing that was noted holds
      return all();
    }
    String known = relations.stream().map(Object::toString).collect(Collectors.joining(","));
    return new RowsSince(
        "((%s - xmin::text::bigint) & 4294967295) <= %s or tableoid <> all ('{%s}'::oid[])"
            .formatted(newest, age, known),
        List.of());
  }

  /** Rows whose position is not far behind one that was read, or is missing. */
  static RowsSince position(PositionType type, String column, String max) {
    return new RowsSince(type.since(column), List.of(max));
  }
}
