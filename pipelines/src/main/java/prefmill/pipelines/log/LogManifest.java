package prefmill.pipelines.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import prefmill.datasets.objects.Places;

/**
 * What one ingest added to the event log.
 *
 * @param format 1
 * @param number its place in the log, from 1
 * @param run the ingest's id
 * @param keyId names the masking key
 * @param inputBytes what was read
 * @param segments its files of events
 * @param deadLetters its files of dead letters, below the log's folder
 * @param positions how far each source was read, by its name and then as the source tells it
 * @param landed when it came into the log, ISO 8601 in UTC; logs of before this was noted have none
 *     in their files, and are given the time of the run's start
 * @param rewritten how many times it was written again, without persons who were forgotten or under
 *     another key; null if never
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LogManifest(
    int format,
    long number,
    String run,
    String keyId,
    long inputBytes,
    List<Segment> segments,
    List<String> deadLetters,
    Map<String, Map<String, String>> positions,
    String landed,
    Integer rewritten) {
  /** The format that this version writes. */
  public static final int FORMAT = 1;

  /** What a run landed, to be entered. */
  public static LogManifest of(
      String run,
      String keyId,
      long inputBytes,
      List<Segment> segments,
      List<String> deadLetters,
      Map<String, Map<String, String>> positions) {
    return new LogManifest(
        FORMAT, 0, run, keyId, inputBytes, segments, deadLetters, positions, null, null);
  }

  /** Its name in the manifests of the versions that are built from it. */
  public String name() {
    List<String> names = names();
    return names.get(names.size() - 1);
  }

  /** How many events it holds, redeliveries included. */
  public long rows() {
    return segments.stream().mapToLong(Segment::rows).sum();
  }

  /** When it came into the log. */
  public Instant landedAt() {
    return Instant.parse(landed);
  }

  /** The same as an entry with this number that landed at this time. */
  public LogManifest entered(long place, String time) {
    return new LogManifest(
        format, place, run, keyId, inputBytes, segments, deadLetters, positions, time, rewritten);
  }

  /** The same under another name, with what is left of its segments. */
  public LogManifest rewritten(List<Segment> left) {
    return with(left, timesRewritten() + 1);
  }

  /** The same under another key and name, with its segments and dead letters under that key. */
  public LogManifest under(String otherKey, List<Segment> instead, List<String> letters) {
    return new LogManifest(
        format,
        number,
        run,
        otherKey,
        inputBytes,
        instead,
        letters,
        positions,
        landed,
        timesRewritten() + 1);
  }

  /** The names that it has had, the first one first: earlier versions were built from those. */
  public List<String> names() {
    String first = String.format(Locale.ROOT, "%06d-%s", number, run);
    return IntStream.rangeClosed(0, timesRewritten())
        .mapToObj(times -> times == 0 ? first : first + "." + times)
        .toList();
  }

  private int timesRewritten() {
    return rewritten == null ? 0 : rewritten;
  }

  /** The same with other segments that hold the same events. */
  public LogManifest with(List<Segment> instead) {
    return with(instead, rewritten);
  }

  private LogManifest with(List<Segment> instead, Integer times) {
    return new LogManifest(
        format, number, run, keyId, inputBytes, instead, deadLetters, positions, landed, times);
  }

  /** The same with absolute paths, so that entries of several logs can be read as one. */
  public LogManifest in(Path folder) {
    return new LogManifest(
        format,
        number,
        run,
        keyId,
        inputBytes,
        segments.stream().map(segment -> segment.in(folder)).toList(),
        deadLetters.stream().map(file -> Places.in(folder, file).toString()).toList(),
        positions,
        landed,
        rewritten);
  }
}
