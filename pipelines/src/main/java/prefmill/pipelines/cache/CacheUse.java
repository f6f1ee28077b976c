package prefmill.pipelines.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import prefmill.pipelines.contexts.KeptBase;
import prefmill.pipelines.log.LogManifest;
import prefmill.pipelines.log.compact.Compactions;
import prefmill.pipelines.rows.stored.KeptPlace;

/** How one build uses the cache: where it writes, and what it takes. */
public final class CacheUse {
  private final Path folder;
  private final String generation;
  private final CacheManifest base;

  CacheUse(Path folder, String generation, CacheManifest nullableBase) {
    this.folder = folder;
    this.generation = generation;
    this.base = nullableBase;
  }

  String generation() {
    return generation;
  }

  /** Where it writes, when its contexts are read in two to the power of bits stretches. */
  public KeptPlace place(int bits) {
    return new KeptPlace(folder.toString(), generation, bits);
  }

  /**
   * What it takes; null if nothing.
   *
   * @param entries those that it builds from
   * @param compactions give the segments of entries as they are best read
   */
  public KeptBase base(List<LogManifest> entries, Compactions compactions) throws IOException {
    if (base == null) {
      return null;
    }
    Set<String> settled = Set.copyOf(base.entries());
    return new KeptBase(
        base.generations().stream().map(CacheManifest.Generation::contexts).toList(),
        base.told(),
        compactions.segments(entries.stream().filter(e -> settled.contains(e.name())).toList()),
        compactions.segments(entries.stream().filter(e -> !settled.contains(e.name())).toList()));
  }
}
