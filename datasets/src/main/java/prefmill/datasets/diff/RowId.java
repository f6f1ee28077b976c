package prefmill.datasets.diff;

/**
 * A row_id in 16 bytes, for comparing many.
 *
 * @param hi its first 16 hexadecimal digits
 * @param lo its last 16
 */
record RowId(long hi, long lo) {
  static RowId of(String hex) {
    return new RowId(
        Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, 32, 16));
  }
}
