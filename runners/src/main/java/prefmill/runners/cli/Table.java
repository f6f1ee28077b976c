package prefmill.runners.cli;

import java.util.ArrayList;
import java.util.List;

/** Lines of cells for people, set in columns; the first line is the heading. */
public final class Table {
  private final List<List<String>> lines = new ArrayList<>();

  private Table() {}

  /** A table with a heading. */
  public static Table of(String... heading) {
    Table table = new Table();
    table.lines.add(List.of(heading));
    return table;
  }

  /** Adds a line with as many cells as the heading. */
  public Table line(Object... cells) {
    List<String> line = new ArrayList<>();
    for (Object cell : cells) {
      line.add(cell == null ? "-" : cell.toString());
    }
    lines.add(line);
    return this;
  }

  /** Whether there is nothing below the heading. */
  public boolean isEmpty() {
    return lines.size() == 1;
  }

  @Override
  public String toString() {
    int columns = lines.get(0).size();
    int[] width = new int[columns];
    for (List<String> line : lines) {
      for (int i = 0; i < columns; i++) {
        width[i] = Math.max(width[i], line.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder row = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        row.append(line.get(i)).append(" ".repeat(width[i] - line.get(i).length() + 2));
      }
      text.append(row.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
