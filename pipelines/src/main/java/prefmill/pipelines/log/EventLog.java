package prefmill.pipelines.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import prefmill.datasets.faults.Failpoint;
import prefmill.datasets.objects.ObjectStore;
import prefmill.datasets.objects.Places;
import prefmill.datasets.store.StoreFault;
import prefmill.pipelines.log.key.LogKey;

/**
 * The event log of a dataset: masked events in immutable segments, and one manifest for each
 * ingest.
 *
 * <p>What no manifest names is not in the log: a killed ingest leaves nothing behind but files that
 * nobody reads. Of two ingests at once each gets a number of its own.
 */
public final class EventLog {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final String MANIFEST = "[0-9]{6,}\\.json";
  private static final Pattern TIMED_RUN =
      Pattern.compile("(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)(\\d\\d)-.*");

  private final Path folder;
  private final ObjectStore objects;

  private EventLog(Path folder) {
    this.folder = folder;
    this.objects = Places.objects(folder);
  }

  /** The log of a dataset in a store's folder; it need not exist yet. */
  public static EventLog open(Path store, String dataset) {
    return new EventLog(store.resolve(dataset).resolve("events"));
  }

  /** Where its files are. */
  public Path folder() {
    return folder;
  }

  /** Its manifests, in the order of their numbers. */
  public List<LogManifest> manifests() throws IOException {
    List<LogManifest> manifests = new ArrayList<>();
    String landed = Instant.EPOCH.toString();
    for (String key : keys()) {
      LogManifest manifest = read(key);
      landed = landed(manifest, landed);
      manifests.add(manifest.entered(manifest.number(), landed));
    }
    return manifests;
  }

  /** Those after a number, as they were entered, in the order of their numbers. */
  public List<LogManifest> after(long number) throws IOException {
    List<LogManifest> manifests = new ArrayList<>();
    for (String key : keys()) {
      if (number(key) > number) {
        manifests.add(read(key));
      }
    }
    return manifests;
  }

  /** The number of the newest entry; 0 of an empty log. Reads none of them. */
  public long newest() throws IOException {
    List<String> keys = keys();
    return keys.isEmpty() ? 0 : number(keys.get(keys.size() - 1));
  }

  private List<String> keys() throws IOException {
    return objects.list("").stream()
        .filter(key -> key.matches(MANIFEST))
        .sorted(Comparator.comparingLong(EventLog::number))
        .toList();
  }

  private static long number(String key) {
    return Long.parseLong(key.substring(0, key.indexOf('.')));
  }

  /**
   * The manifests of before the landing time was noted: that of the run, else of the one before.
   */
  private static String landed(LogManifest manifest, String before) {
    if (manifest.landed() != null) {
      return manifest.landed();
    }
    Matcher run = TIMED_RUN.matcher(String.valueOf(manifest.run()));
    return run.matches()
        ? "%s-%s-%sT%s:%s:%sZ".formatted(IntStream.rangeClosed(1, 6).mapToObj(run::group).toArray())
        : before;
  }

  /** How far each source was read, by its name. */
  public Map<String, Map<String, String>> positions() throws IOException {
    return positions(manifests());
  }

  /** How far these ingests, in the order of their numbers, read each source, by its name. */
  public static Map<String, Map<String, String>> positions(List<LogManifest> manifests) {
    Map<String, Map<String, String>> positions = new TreeMap<>();
    for (LogManifest manifest : manifests) {
      manifest
          .positions()
          .forEach(
              (source, read) ->
                  positions.computeIfAbsent(source, s -> new TreeMap<>()).putAll(read));
    }
    return positions;
  }

  /** The file of an entry. */
  public Path file(LogManifest entry) {
    return folder.resolve(key(entry.number()));
  }

  /**
   * Appends what an ingest landed; a damaged entry does not hinder it.
   *
   * @param landed the manifest; number and landing time are given here
   * @throws prefmill.pipelines.job.Refusal if the entry before was written under another key
   */
  public LogManifest append(LogManifest landed) throws IOException {
    Failpoint.hit("after-landing");
    long number = newest();
    while (true) {
      requireKey(number, landed.keyId());
      number++;
      LogManifest numbered =
          landed.entered(number, Instant.now().truncatedTo(ChronoUnit.MICROS).toString());
      if (objects.createIfAbsent(key(number), JSON.writeValueAsString(numbered))) {
        Failpoint.hit("after-log-entry");
        return numbered;
      }
    }
  }

  /** Puts an entry in the place of one; false if that one is another by now. */
  public boolean replace(LogManifest entry, LogManifest other) throws IOException {
    String key = key(entry.number());
    String tag = objects.read(key).orElseThrow().tag();
    return read(key).name().equals(entry.name())
        && objects.replaceIfMatch(key, tag, JSON.writeValueAsString(other));
  }

  /** Asked of each entry that another run was first with, so that no two keys meet in a log. */
  private void requireKey(long before, String keyId) throws IOException {
    if (before == 0) {
      return;
    }
    LogManifest entry;
    try {
      entry = read(key(before));
    } catch (StoreFault damaged) {
      return; // who reads the log is told
    }
    LogKey.require(this, List.of(entry), keyId);
  }

  private static String key(long number) {
    return String.format(Locale.ROOT, "%06d.json", number);
  }

  private LogManifest read(String key) throws IOException {
    String text = objects.read(key).orElseThrow().text();
    try {
      JsonNode manifest = JSON.readTree(text);
      // asked first: another format may well have other fields
      int format = manifest.path("format").asInt(LogManifest.FORMAT);
      if (format != LogManifest.FORMAT) {
        throw new StoreFault(
            "%s has format %d, this Prefmill reads format %d: use the release that wrote it"
                .formatted(folder.resolve(key), format, LogManifest.FORMAT));
      }
      if (manifest.hasNonNull("format") && manifest.hasNonNull("segments")) {
        return JSON.treeToValue(manifest, LogManifest.class);
      }
      throw damaged(key, null);
    } catch (JsonProcessingException e) {
      throw damaged(key, e);
    }
  }

  private StoreFault damaged(String key, JsonProcessingException cause) {
    return new StoreFault(
        "%s is no manifest of an event log: restore it from a backup"
            .formatted(folder.resolve(key)),
        cause);
  }
}
