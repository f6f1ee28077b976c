package prefmill.pipelines.source.table;

/**
 * How a position column counts, and how far a read reaches back for rows that came late.
 *
 * @param type the column's type
 * @param overlap what a read reaches back
 */
record PositionType(String type, String overlap) {
  /** How a column of this type counts; null if it cannot be a position. */
  static PositionType of(String type) {
    return switch (type) {
      // serials are given out before their rows are committed
      case "smallint", "integer", "bigint", "numeric" -> new PositionType(type, "1000");
      // a transaction stamps its rows when it begins
      case "timestamp with time zone", "timestamp without time zone", "date" ->
          new PositionType(type, "interval '1 hour'");
      default -> null;
    };
  }

  /** The condition that a row may be new since the position given as the parameter. */
  String since(String column) {
    return column + " is null or " + column + " >= cast(? as " + type + ") - " + overlap;
  }
}
