package prefmill.pipelines.log.compact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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

  /** Adds one. */
  public void add(Compaction compaction) throws IOException {
    int number = objects.list(FOLDER).size() + 1;
    String json = JSON.writeValueAsString(compaction);
    while (!objects.createIfAbsent(
        String.format(Locale.ROOT, "%s/%06d.json", FOLDER, number), json)) {
      number++;
    }
  }

  /**
   * The entries as they are best read: where a compaction holds small segments of theirs, its
   * segments stand in their place, with the first of the entries. A compaction of which an entry is
   * missing here, or a file is damaged, is not used.
   */
  public List<LogManifest> applied(List<LogManifest> entries) throws IOException {
    Set<String> names = new HashSet<>();
    entries.forEach(entry -> names.add(entry.name()));
    Map<String, List<Segment>> inPlace = new HashMap<>();
    for (Compaction compaction : all()) {
      boolean usable =
          names.containsAll(compaction.entries())
              && compaction.entries().stream().noneMatch(inPlace::containsKey)
              && compaction.segments().stream().allMatch(this::isWhole);
      if (usable) {
        compaction.entries().forEach(name -> inPlace.put(name, List.of()));
        inPlace.put(compaction.entries().get(0), compaction.segments());
      }
    }
    return entries.stream()
        .map(e -> inPlace.containsKey(e.name()) ? replaced(e, inPlace.get(e.name())) : e)
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

  private static LogManifest replaced(LogManifest entry, List<Segment> instead) {
    List<Segment> segments = new ArrayList<>(instead);
    entry.segments().stream().filter(segment -> !segment.ofAllAndSmall()).forEach(segments::add);
    return entry.with(List.copyOf(segments));
  }

  private Compaction read(String key) throws IOException {
    try {
      Compaction compaction =
          JSON.readValue(objects.read(key).orElseThrow().text(), Compaction.class);
      if (compaction.format() == Compaction.FORMAT) {
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
