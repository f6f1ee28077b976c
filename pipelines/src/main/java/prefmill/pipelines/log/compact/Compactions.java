package prefmill.pipelines.log.compact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.hadoop.ParquetFileReader;
import prefmill.datasets.objects.ObjectStore;
import prefmill.datasets.objects.Places;
import prefmill.datasets.parquet.ParquetInput;
import prefmill.datasets.store.StoreFault;
import prefmill.pipelines.log.LogManifest;
import prefmill.pipelines.log.Segment;

/** The compactions of an event log: files below {@code compacted/} of its folder. */
public final class Compactions {
  private static final String FOLDER = "compacted";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path folder;
  private final ObjectStore objects;
  private final Map<Segment, Boolean> whole = new HashMap<>();

  private Compactions(Path logFolder) {
    this.folder = logFolder;
    this.objects = Places.objects(logFolder);
  }

  /** Those of a log. */
  public static Compactions of(Path logFolder) {
    return new Compactions(logFolder);
  }

  /** All of them, in the order of their numbers. */
  public List<Compaction> all() throws IOException {
    List<Compaction> all = new ArrayList<>();
    for (String name : objects.list(FOLDER)) {
      all.add(read(FOLDER + "/" + name));
    }
    return all;
  }

  /** Adds one; those of which it holds everything are named no more. */
  public void add(Compaction compaction) throws IOException {
    List<String> names = objects.list(FOLDER);
    int number = names.size() + 1;
    String json = JSON.writeValueAsString(compaction);
    while (!objects.createIfAbsent(
        String.format(Locale.ROOT, "%s/%06d.json", FOLDER, number), json)) {
      number++;
    }
    for (String name : names) {
      if (compaction.entries().containsAll(read(FOLDER + "/" + name).entries())) {
        Files.deleteIfExists(folder.resolve(FOLDER).resolve(name));
      }
    }
  }

  /**
   * The entries as they are best read, one after the other: those that a compaction holds as one. A
   * compaction of which an entry is missing here, or a file is damaged, is not used.
   */
  List<LogUnit> units(List<LogManifest> entries) throws IOException {
    Map<String, LogManifest> left = new LinkedHashMap<>();
    entries.forEach(entry -> left.put(entry.name(), entry));
    Map<String, LogUnit> inPlace = new HashMap<>();
    List<Compaction> largestFirst = new ArrayList<>(all());
    largestFirst.sort(Comparator.comparingInt((Compaction c) -> c.entries().size()).reversed());
    for (Compaction compaction : largestFirst) {
      if (compaction.format() == Compaction.FORMAT
          && left.keySet().containsAll(compaction.entries())
          && compaction.segments().stream()
              .allMatch(segment -> whole.computeIfAbsent(segment, this::isWhole))) {
        long bytes = 0;
        for (String name : compaction.entries()) {
          bytes += left.remove(name).inputBytes();
        }
        LogUnit unit = new LogUnit(compaction.entries(), compaction.segments(), bytes);
        inPlace.put(compaction.entries().get(0), unit);
      }
    }
    List<LogUnit> units = new ArrayList<>();
    for (LogManifest entry : entries) {
      String name = entry.name();
      if (left.containsKey(name)) {
        units.add(new LogUnit(List.of(name), entry.segments(), entry.inputBytes()));
      } else if (inPlace.containsKey(name)) {
        units.add(inPlace.get(name));
      }
    }
    return units;
  }

  /** The segments in which the events of these entries are best read. */
  public List<Segment> segments(List<LogManifest> entries) throws IOException {
    return units(entries).stream().flatMap(unit -> unit.segments().stream()).toList();
  }

  /** The entries without the segments that need not be read, as compactions hold their events. */
  public List<LogManifest> uncompacted(List<LogManifest> entries) throws IOException {
    Set<Segment> read = new HashSet<>(segments(entries));
    return entries.stream()
        .map(e -> e.with(e.segments().stream().filter(read::contains).toList()))
        .toList();
  }

  /** Removes those of an entry that is not among these: their segments hold what it held once. */
  public void removeStale(List<LogManifest> entries) throws IOException {
    Set<String> names = new HashSet<>();
    entries.forEach(entry -> names.add(entry.name()));
    for (String name : objects.list(FOLDER)) {
      Compaction compaction = read(FOLDER + "/" + name);
      if (!names.containsAll(compaction.entries())) {
        for (Segment segment : compaction.segments()) {
          Files.deleteIfExists(Places.in(folder, segment.path()));
        }
        Files.delete(folder.resolve(FOLDER).resolve(name));
      }
    }
  }

  private boolean isWhole(Segment segment) {
    Path file = folder.resolve(segment.path());
    try {
      if (Files.size(file) != segment.bytes()) {
        return false;
      }
      ParquetFileReader.open(ParquetInput.of(file)).close();
      return true;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private Compaction read(String key) throws IOException {
    try {
      Compaction compaction =
          JSON.readValue(objects.read(key).orElseThrow().text(), Compaction.class);
      if (compaction.format() <= Compaction.FORMAT) {
        return compaction;
      }
      throw new StoreFault(
          "%s has format %d, this Prefmill reads format %d: use the release that wrote it"
              .formatted(folder.resolve(key), compaction.format(), Compaction.FORMAT));
    } catch (JsonProcessingException e) {
      throw new StoreFault(
          "%s is damaged: delete it, the next build makes it anew".formatted(folder.resolve(key)),
          e);
    }
  }
}
