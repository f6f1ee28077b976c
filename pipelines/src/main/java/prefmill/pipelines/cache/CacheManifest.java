package prefmill.pipelines.cache;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import prefmill.pipelines.build.BuildInput;
import prefmill.pipelines.rows.stored.KeptFile;

/**
 * What builds have settled, for the next one: of which log entries, and by which policy, key and
 * code.
 *
 * @param format 1
 * @param code SHA-256 of the modules that build
 * @param policyHash of what decided the rows
 * @param keyId names the masking key
 * @param asOf the clock of the last of the builds
 * @param lastFull the clock of the last one that took nothing from the cache
 * @param entries the names of the log's entries whose events are settled
 * @param generations the folders of the builds whose files count, the latest first
 * @param told what the buckets were told last
 */
record CacheManifest(
    int format,
    String code,
    String policyHash,
    String keyId,
    String asOf,
    String lastFull,
    List<String> entries,
    List<Generation> generations,
    List<KeptFile> told) {
  static final int FORMAT = 1;

  CacheManifest {
    entries = List.copyOf(entries);
    generations = List.copyOf(generations);
    told = List.copyOf(told);
  }

  /**
   * What one build has added.
   *
   * @param folder its files' folder below the cache's
   * @param contexts its files of contexts
   */
  record Generation(String folder, List<KeptFile> contexts) {
    Generation {
      contexts = List.copyOf(contexts);
    }
  }

  /** What a build that takes nothing will leave. */
  static CacheManifest full(BuildInput input, String code, String folder) {
    return of(
        input,
        code,
        input.asOf().toString(),
        List.of(new Generation(folder, List.of())),
        List.of());
  }

  /** What a build that takes from this will leave. */
  CacheManifest next(BuildInput input, String folder) {
    List<Generation> all = new ArrayList<>();
    all.add(new Generation(folder, List.of()));
    all.addAll(generations);
    return of(input, code, lastFull, all, told);
  }

  private static CacheManifest of(
      BuildInput input,
      String code,
      String lastFull,
      List<Generation> generations,
      List<KeptFile> told) {
    return new CacheManifest(
        FORMAT,
        code,
        input.policy().policyHash(),
        input.keyId(),
        input.asOf().toString(),
        lastFull,
        input.names(),
        generations,
        told);
  }

  /** The same once the build has written its files. */
  CacheManifest written(List<KeptFile> contexts, List<KeptFile> toldNow) {
    List<Generation> all = new ArrayList<>(generations);
    all.set(0, new Generation(folder(), contexts));
    return new CacheManifest(
        format, code, policyHash, keyId, asOf, lastFull, entries, all, toldNow);
  }

  /** The folder of the latest build. */
  String folder() {
    return generations.get(0).folder();
  }

  /** Whether a build may take from it. */
  boolean serves(BuildInput input, String codeNow) {
    return format == FORMAT
        && code.equals(codeNow)
        && policyHash.equals(input.policy().policyHash())
        && keyId.equals(input.keyId())
        && !Instant.parse(asOf).isAfter(input.asOf())
        && input.names().containsAll(entries);
  }
}
