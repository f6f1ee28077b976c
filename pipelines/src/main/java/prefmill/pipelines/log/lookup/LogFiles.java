package prefmill.pipelines.log.lookup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.hadoop.ParquetFileReader;
import prefmill.datasets.objects.Places;
import prefmill.datasets.parquet.ParquetInput;
import prefmill.datasets.store.StoreFault;
import prefmill.pipelines.job.Refusal;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.LogManifest;
import prefmill.pipelines.log.Segment;

/** The files that entries of a log name. */
public final class LogFiles {
  private LogFiles() {}

  /**
   * Looks whether they are there and as long as they were.
   *
   * @throws StoreFault naming the first that is not, and the mend
   */
  public static void check(EventLog log, List<LogManifest> entries) throws IOException {
    for (LogManifest entry : entries) {
      for (Segment segment : entry.segments()) {
        checkSegment(log, entry, segment);
      }
      for (String letters : entry.deadLetters()) {
        Path file = Places.in(log.folder(), letters);
        if (!Files.isRegularFile(file)) {
          throw broken(log, entry, file, "missing", null);
        }
      }
    }
  }

  /**
   * Looks whether a file that a run landed is there still: whoever forgets a person deletes what no
   * entry names yet, as it may hold that person.
   *
   * @throws Refusal if it is gone
   */
  public static void requireLanded(Path file) {
    if (!Files.exists(file)) {
      throw new Refusal(
          "somebody was forgotten while the ingest ran, and what it had landed was deleted: run it again");
    }
  }

  private static void checkSegment(EventLog log, LogManifest entry, Segment segment)
      throws IOException {
    Path file = Places.in(log.folder(), segment.path());
    if (!Files.isRegularFile(file)) {
      throw broken(log, entry, file, "missing", null);
    }
    if (Files.size(file) != segment.bytes()) {
      String sizes =
          "damaged (%,d bytes instead of %,d)".formatted(Files.size(file), segment.bytes());
      throw broken(log, entry, file, sizes, null);
    }
    try {
      ParquetFileReader.open(ParquetInput.of(file)).close();
    } catch (IOException | RuntimeException e) {
      throw broken(log, entry, file, "damaged", e);
    }
  }

  private static StoreFault broken(
      EventLog log, LogManifest entry, Path file, String how, Exception cause) {
    return new StoreFault(
        "%s is %s: restore it from a backup, or, if the sources still hold its events, delete %s and all entries after it, so that they are read again"
            .formatted(file, how, log.file(entry)),
        cause);
  }
}
