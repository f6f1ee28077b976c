package prefmill.pipelines.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import prefmill.datasets.gc.Garbage;
import prefmill.datasets.manifest.Counts;
import prefmill.datasets.objects.Durable;
import prefmill.pipelines.build.BuildInput;
import prefmill.pipelines.job.CodeHash;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.LogManifest;
import prefmill.pipelines.publish.BuildFolder;
import prefmill.pipelines.receipts.WriteReceipts;
import prefmill.pipelines.rows.stored.KeptFault;
import prefmill.pipelines.rows.stored.KeptFile;

/**
 * The settled contexts of a dataset, masked as the event log is: files below {@code cache/} of its
 * folder, which builds leave for the next one.
 *
 * <p>It is never needed: a build without it gives the same version. So it is thrown away whenever
 * it is damaged, of another policy, key or code, or holds what was taken out of the log.
 */
public final class SettledCache {
  private static final String FOLDER = "cache";
  private static final String FILE = "settled.json";
  private static final String DRAFT = "cache.json";
  // beyond, more of what is read was replaced since than a build without the cache would cost
  private static final int MOST_GENERATIONS = 16;
  private static final Duration GRACE = Duration.ofHours(24);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  private SettledCache(Path folder) {
    this.folder = folder;
  }

  /** That of the dataset in a folder. */
  public static SettledCache of(Path datasetFolder) {
    return new SettledCache(datasetFolder.resolve(FOLDER));
  }

  /**
   * Begins to keep what a build settles; empty where what is settled does not last, because events
   * expire. The build's plan waits in its scratch folder until {@link #enter}.
   *
   * @param full whether to take nothing of what is kept
   */
  public Optional<CacheUse> begin(BuildInput input, boolean full, Path scratch) throws IOException {
    if (!input.policy().consent().retentionDays().isEmpty()) {
      return Optional.empty();
    }
    String code = CodeHash.ofBuilding();
    String generation = UUID.randomUUID().toString().substring(0, 8);
    Optional<CacheManifest> base =
        full
            ? Optional.empty()
            : manifest()
                .filter(kept -> kept.generations().size() < MOST_GENERATIONS)
                .filter(kept -> kept.serves(input, code));
    CacheManifest draft =
        base.map(kept -> kept.next(input, generation))
            .orElseGet(() -> CacheManifest.full(input, code, generation));
    Durable.replace(scratch.resolve(DRAFT), JSON.writeValueAsBytes(draft));
    return Optional.of(new CacheUse(folder, generation, base.orElse(null)));
  }

  /**
   * Keeps what a finished build settled, from its receipts.
   *
   * @throws KeptFault if it took what was kept, and an event is missing
   */
  public void enter(Path scratch, Counts counts) throws IOException {
    Path file = scratch.resolve(DRAFT);
    if (!Files.exists(file)) {
      return;
    }
    CacheManifest draft = JSON.readValue(Files.readAllBytes(file), CacheManifest.class);
    boolean takes = draft.generations().size() > 1;
    if (takes && !counts.balanced()) {
      throw KeptFault.damaged(folder.resolve(FILE), null);
    }
    List<KeptFile> contexts = new ArrayList<>();
    List<KeptFile> told = new ArrayList<>();
    for (String line : WriteReceipts.read(scratch.resolve(BuildFolder.RECEIPTS))) {
      JsonNode receipt = JSON.readTree(line);
      switch (receipt.path("kind").asText()) {
        case KeptFile.CONTEXTS -> contexts.add(JSON.treeToValue(receipt, KeptFile.class));
        case KeptFile.TOLD -> told.add(JSON.treeToValue(receipt, KeptFile.class));
        default -> {} // of the version
      }
    }
    Durable.createFolders(folder);
    Durable.replace(folder.resolve(FILE), JSON.writeValueAsBytes(draft.written(contexts, told)));
    for (Garbage piece : garbage(Instant.now().minus(GRACE))) {
      Durable.deleteTree(piece.path());
    }
  }

  /** Deletes what a build wrote that did not end well. */
  public void drop(CacheUse use) throws IOException {
    if (!named().contains(use.generation())) {
      Durable.deleteTree(folder.resolve(use.generation()));
    }
  }

  /** Whether builds have taken from it since before a time, and none has taken nothing. */
  public boolean isUnprovenSince(Instant time) throws IOException {
    return manifest()
        .filter(kept -> kept.generations().size() > 1)
        .filter(kept -> Instant.parse(kept.lastFull()).isBefore(time))
        .isPresent();
  }

  /** Deletes all of it. */
  public void remove() throws IOException {
    Durable.deleteTree(folder);
  }

  /** Deletes all of it if it holds events of an entry that is no longer in the log as it was. */
  public void removeStale(EventLog log) throws IOException {
    Optional<CacheManifest> kept = manifest();
    if (kept.isPresent()) {
      // read after it: what it names was entered before
      Set<String> names =
          log.manifests().stream().map(LogManifest::name).collect(Collectors.toSet());
      if (!names.containsAll(kept.get().entries())) {
        remove();
      }
    }
  }

  /** Folders that are not of the cache any more, or not yet, last changed before a time. */
  public List<Garbage> garbage(Instant youngest) throws IOException {
    List<Garbage> garbage = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return garbage;
    }
    List<Path> found;
    try (Stream<Path> children = Files.list(folder)) {
      found = children.sorted().toList();
    }
    Set<String> named = named(); // read after it: what is entered in between is named then
    for (Path child : found) {
      String name = child.getFileName().toString();
      if (!name.equals(FILE) && !named.contains(name)) {
        Garbage piece = Garbage.of(child, "settled contexts that no build takes");
        if (piece.lastChanged().isBefore(youngest)) {
          garbage.add(piece);
        }
      }
    }
    return garbage;
  }

  private Set<String> named() throws IOException {
    return manifest().stream()
        .flatMap(kept -> kept.generations().stream())
        .map(CacheManifest.Generation::folder)
        .collect(Collectors.toSet());
  }

  /** Empty also if it cannot be understood: it is not needed. */
  private Optional<CacheManifest> manifest() throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file), CacheManifest.class));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
