package prefmill.pipelines.policy.checkup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import prefmill.pipelines.job.DatasetKey;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.LogManifest;
import prefmill.pipelines.log.key.LogKey;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.policy.RegistryPolicy;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.pipelines.policy.training.TrainingPolicy;

/**
 * Looks at everything that a nightly run of a policy needs, without reading feedback and without
 * leaving anything behind.
 */
public final class Doctor {
  private final Consumer<SourcePolicy> sources;
  private final Consumer<RegistryPolicy> registry;

  private Doctor(Consumer<SourcePolicy> sources, Consumer<RegistryPolicy> registry) {
    this.sources = sources;
    this.registry = registry;
  }

  /**
   * A doctor that can reach outside.
   *
   * @param sources tries to reach a source; throws with one sentence for people if it cannot
   * @param registry tries to reach the registry's database; throws as well
   */
  public static Doctor of(Consumer<SourcePolicy> sources, Consumer<RegistryPolicy> registry) {
    return new Doctor(sources, registry);
  }

  /**
   * Everything, in the order of a run: the machine, store, key, event log, sources, registry, base
   * model.
   */
  public List<Finding> examine(Policy policy) {
    List<Finding> findings = new ArrayList<>(Machine.findings(policy.store()));
    findings.add(StoreProbe.of(policy.store()));
    Finding key = key(policy);
    findings.add(key);
    if (!key.fails()) {
      logKey(policy).ifPresent(findings::add);
    }
    if (policy.masking().names() != null) {
      findings.add(
          reached(
              "names",
              () -> policy.masking().names().source().open().find("Anna lives in Berlin."),
              "No text is masked without it."));
    }
    for (SourcePolicy source : policy.sources()) {
      findings.add(
          reached(
              "source " + source.name(),
              () -> sources.accept(source),
              "Mend it, then run `prefmill doctor` again."));
    }
    findings.add(registry(policy.registry()));
    policy.training().map(Doctor::baseModel).ifPresent(findings::add);
    return findings;
  }

  private static Finding key(Policy policy) {
    return policy.masking().keyEnv() == null
        ? reached("masking key", policy.masking().key()::read, "Write a key into that file.")
        : reached("masking key", policy.masking().key()::read, "Export it before a run.");
  }

  /** Whether it is the key that wrote the event log; nothing of a log that is empty. */
  private static Optional<Finding> logKey(Policy policy) {
    EventLog log = EventLog.open(policy.store(), policy.dataset());
    String keyId = DatasetKey.of(policy).hash().keyId();
    try {
      List<LogManifest> entries = log.manifests();
      if (entries.isEmpty()) {
        return Optional.empty();
      }
      LogKey.require(log, entries, keyId);
      return Optional.of(
          Finding.ok("event log", "written under this masking key (%s)".formatted(keyId)));
    } catch (IOException | RuntimeException e) {
      return Optional.of(Finding.fail("event log", e.getMessage(), ""));
    }
  }

  private Finding registry(Optional<RegistryPolicy> settings) {
    return settings
        .map(
            outside ->
                reached(
                    "registry",
                    () -> registry.accept(outside),
                    "Start it, or correct `registry` in the policy."))
        .orElseGet(() -> Finding.ok("registry", "embedded, under ./.prefmill"));
  }

  private static Finding baseModel(TrainingPolicy training) {
    return BaseModel.missing(Path.of(training.baseModel()))
        .map(seen -> Finding.fail("base model", seen, BaseModel.MEND))
        .orElseGet(() -> Finding.ok("base model", training.baseModel()));
  }

  private static Finding reached(String what, Runnable attempt, String mend) {
    try {
      attempt.run();
      return Finding.ok(what, "there");
    } catch (RuntimeException e) {
      String sentence = e.getMessage() == null ? e.toString() : e.getMessage();
      String seen =
          sentence.startsWith(what + ": ") ? sentence.substring(what.length() + 2) : sentence;
      return Finding.fail(what, seen.replaceAll("[.\\s]+$", ""), mend);
    }
  }
}
