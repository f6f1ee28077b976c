package prefmill.datasets.parquet;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.ParquetWriter;
import prefmill.datasets.canonical.RowJson;
import prefmill.datasets.canonical.RowJsonReader;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.Row;

/**
 * What byte-identical files cost: {@code SortBench ROWS.jsonl ROUNDS FOLDER} writes pairs as JSONL
 * and Parquet, sorted by row_id with the footer normalised, and as they come by the same writers.
 *
 * <p>Each round takes the rows in another order and fails unless the sorted files are those of the
 * round before. Prints one JSON object: rows, and the CPU seconds of each way in each round.
 */
final class SortBench {
  private static final int WARMING = 3;

  private SortBench() {}

  /** Measures in turn, behind rounds that warm up. */
  public static void main(String[] arguments) throws IOException {
    List<Row> rows = new ArrayList<>();
    try (Stream<String> lines = Files.lines(Path.of(arguments[0]))) {
      lines.forEach(line -> rows.add(RowJsonReader.read(Config.PREFERENCE, line)));
    }
    int rounds = Integer.parseInt(arguments[1]);
    Path folder = Path.of(arguments[2]);
    List<Double> sorted = new ArrayList<>();
    List<Double> unsorted = new ArrayList<>();
    byte[] before = null;
    for (int round = 0; round < rounds + WARMING; round++) {
      Collections.shuffle(rows, new Random(round));
      double plain = plain(rows, folder);
      double identical = identical(rows, folder);
      byte[] file = Files.readAllBytes(folder.resolve("rows.parquet"));
      if (before != null && !Arrays.equals(before, file)) {
        throw new IllegalStateException("the sorted file depends on the order of the rows");
      }
      before = file;
      if (round >= WARMING) {
        unsorted.add(plain);
        sorted.add(identical);
      }
    }
    System.out.printf(
        "{\"rows\":%d,\"sorted\":%s,\"unsorted\":%s}%n", rows.size(), sorted, unsorted);
  }

  private static double identical(List<Row> rows, Path folder) throws IOException {
    double start = seconds();
    List<Row> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparing(Row::rowId));
    lines(sorted, folder);
    Files.write(folder.resolve("rows.parquet"), RowParquet.write(Config.PREFERENCE, sorted));
    return seconds() - start;
  }

  private static double plain(List<Row> rows, Path folder) throws IOException {
    double start = seconds();
    lines(rows, folder);
    MemoryOutput file = new MemoryOutput();
    RecordWriteSupport<Row> support =
        new RecordWriteSupport<>(ColumnTypes.of(Config.PREFERENCE), RowParquet::columns);
    try (ParquetWriter<Row> writer = ParquetBytes.writer(file, support)) {
      for (Row row : rows) {
        writer.write(row);
      }
    }
    Files.write(folder.resolve("rows.parquet"), file.bytes());
    return seconds() - start;
  }

  private static void lines(List<Row> rows, Path folder) throws IOException {
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(folder.resolve("rows.jsonl")))) {
      for (Row row : rows) {
        out.write(RowJson.bytes(row));
        out.write('\n');
      }
    }
  }

  private static double seconds() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / 1e9;
  }
}
