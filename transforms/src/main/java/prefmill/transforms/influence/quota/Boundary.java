package prefmill.transforms.influence.quota;

import java.util.List;

/**
 * Where the rows of a group that stay end.
 *
 * @param cell rows in earlier cells stay, rows in later ones go
 * @param left how many rows of the cell itself stay, those with the smallest keys
 * @param rows how many rows the group has
 * @param cap how many may stay
 */
record Boundary(int cell, long left, long rows, long cap) {
  /** The boundary at a cap, by the rows in each cell. */
  static Boundary of(List<Long> cells, long cap) {
    long rows = rows(cells);
    long left = cap;
    int cell = 0;
    while (cell < cells.size() && left >= cells.get(cell)) {
      left -= cells.get(cell++);
    }
    return new Boundary(cell, left, rows, cap);
  }

  static long rows(List<Long> cells) {
    return cells.stream().mapToLong(Long::longValue).sum();
  }
}
