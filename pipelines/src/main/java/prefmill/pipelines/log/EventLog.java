package prefmill.pipelines.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import prefmill.datasets.objects.FolderStore;
import prefmill.datasets.objects.ObjectStore;
import prefmill.datasets.store.Failpoint;
import prefmill.datasets.store.StoreFault;

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

  private final Path folder;
  private final ObjectStore objects;

  private EventLog(Path folder) {
    this.folder = folder;
    this.objects = FolderStore.of(folder);
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
    for (String key : objects.list("")) {
      if (key.matches(MANIFEST)) {
        manifests.add(read(key));
      }
    }
    return manifests;
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

  /**
   * Appends what an ingest landed.
   *
   * @param landed the manifest; its number is given here
   */
  public LogManifest append(LogManifest landed) throws IOException {
    Failpoint.hit("after-landing");
    long number = 0;
    for (LogManifest manifest : manifests()) {
      number = manifest.number();
    }
    while (true) {
      number++;
      LogManifest numbered =
          new LogManifest(
              landed.format(),
              number,
              landed.run(),
              landed.keyId(),
              landed.inputBytes(),
              landed.segments(),
              landed.deadLetters(),
              landed.positions());
      String key = String.format(Locale.ROOT, "%06d.json", number);
      if (objects.createIfAbsent(key, JSON.writeValueAsString(numbered))) {
        Failpoint.hit("after-log-entry");
        return numbered;
      }
    }
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
