package prefmill.pipelines.erase.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import prefmill.datasets.objects.Durable;
import prefmill.datasets.objects.JsonFile;
import prefmill.datasets.objects.Places;
import prefmill.pipelines.erase.Numbered;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.LogManifest;

/**
 * The passes over a dataset's event log that took forgotten persons out of it: files {@code
 * erasures/sweeps/NNNNNN.json} of its folder, and {@code erasures/swept.json} that says how far.
 */
public final class Sweeps {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Mark NOTHING = new Mark(0, 0);

  private final Path folder;
  private final Numbered<Sweep> list;

  /**
   * How far the log was swept.
   *
   * @param erasures the newest erasure that was asked for
   * @param entry the newest entry that was looked through
   */
  record Mark(long erasures, long entry) {}

  private Sweeps(Path datasetFolder) {
    this.folder = datasetFolder.resolve("erasures");
    this.list = Numbered.of(folder.resolve("sweeps"), Sweep.class, Sweep.FORMAT);
  }

  /** Those of the dataset in a folder. */
  public static Sweeps of(Path datasetFolder) {
    return new Sweeps(datasetFolder);
  }

  void add(Sweep sweep) throws IOException {
    list.add(sweep);
  }

  /** The names of all entries that held what was taken out. */
  Set<String> entries() throws IOException {
    Set<String> names = new HashSet<>();
    list.all().forEach(sweep -> names.addAll(sweep.entries()));
    return names;
  }

  /** Those of which a copy may be left outside of the store. */
  public List<Sweep> unsettled() throws IOException {
    return list.all().stream().filter(sweep -> !sweep.settled()).toList();
  }

  /** Deletes the files that passes took persons out of, where one was killed before it did. */
  public static void deleteReplaced(List<Sweep> sweeps, EventLog log) throws IOException {
    Set<String> named = new HashSet<>();
    for (LogManifest entry : log.manifests()) {
      entry.segments().forEach(segment -> named.add(segment.path()));
    }
    for (Sweep sweep : sweeps) {
      for (String path : sweep.segments()) {
        if (!named.contains(path)) {
          Files.deleteIfExists(Places.in(log.folder(), path));
        }
      }
    }
  }

  /** Every copy is gone of what these name: their events are named no more. */
  public void settle(List<Sweep> done) throws IOException {
    List<Sweep> all = new ArrayList<>(list.all());
    for (int i = 0; i < all.size(); i++) {
      if (done.contains(all.get(i))) {
        list.replace(i + 1L, all.get(i).withoutEvents());
      }
    }
  }

  Mark mark() throws IOException {
    Path file = markFile();
    if (!Files.exists(file)) {
      return NOTHING;
    }
    JsonNode mark = JsonFile.object(file).orElse(JSON.createObjectNode());
    return new Mark(mark.path("erasures").asLong(0), mark.path("entry").asLong(0));
  }

  void mark(Mark mark) throws IOException {
    String text =
        JSON.writeValueAsString(Map.of("erasures", mark.erasures(), "entry", mark.entry()));
    Durable.createFolders(folder);
    Durable.replace(markFile(), text.getBytes(StandardCharsets.UTF_8));
  }

  private Path markFile() {
    return folder.resolve("swept.json");
  }
}
