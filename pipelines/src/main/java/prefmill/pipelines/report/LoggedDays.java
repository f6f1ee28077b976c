package prefmill.pipelines.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.apache.parquet.column.statistics.LongStatistics;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import prefmill.datasets.objects.Places;
import prefmill.datasets.parquet.ParquetInput;
import prefmill.datasets.store.StoreFault;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.LogManifest;

/**
 * Of which days an event log has feedback, as the footers of its segments tell; no event is read.
 *
 * @param first the first day, in UTC; null if no event has a created_at
 * @param last the last one; null as well
 * @param dated how many events have a created_at, redeliveries included
 * @param undated how many have none, which no day counts
 */
public record LoggedDays(LocalDate first, LocalDate last, long dated, long undated) {
  private static final LoggedDays NONE = new LoggedDays(null, null, 0, 0);
  private static final ColumnPath CREATED_AT = ColumnPath.get("created_at");

  /** The days of a log. */
  public static LoggedDays of(EventLog log) throws IOException {
    LoggedDays days = NONE;
    for (LogManifest entry : log.manifests()) {
      for (String segment : ReportFeedback.segments(log, entry)) {
        days = days.and(inSegment(Places.of(segment)));
      }
    }
    return days;
  }

  private static LoggedDays inSegment(Path file) {
    LoggedDays days = NONE;
    try (ParquetFileReader reader = ParquetFileReader.open(ParquetInput.of(file))) {
      for (BlockMetaData block : reader.getFooter().getBlocks()) {
        for (ColumnChunkMetaData column : block.getColumns()) {
          if (column.getPath().equals(CREATED_AT)) {
            days = days.and(of((LongStatistics) column.getStatistics(), block.getRowCount()));
          }
        }
      }
    } catch (IOException | RuntimeException e) {
      throw new StoreFault(file + " is missing or damaged: restore it from a backup", e);
    }
    return days;
  }

  private static LoggedDays of(LongStatistics times, long rows) {
    return times.hasNonNullValue()
        ? new LoggedDays(
            day(times.getMin()),
            day(times.getMax()),
            rows - times.getNumNulls(),
            times.getNumNulls())
        : new LoggedDays(null, null, 0, rows);
  }

  private LoggedDays and(LoggedDays more) {
    boolean earlier = first == null || (more.first != null && more.first.isBefore(first));
    boolean later = last == null || (more.last != null && more.last.isAfter(last));
    return new LoggedDays(
        earlier ? more.first : first,
        later ? more.last : last,
        dated + more.dated,
        undated + more.undated);
  }

  private static LocalDate day(long micros) {
    return LocalDate.ofInstant(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), ZoneOffset.UTC);
  }
}
