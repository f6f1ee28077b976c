package prefmill.runners.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import prefmill.pipelines.policy.PolicyException;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.pipelines.source.SourceReader;
import prefmill.runners.failure.Diagnosis;
import prefmill.runners.project.OpenRegistry;
import prefmill.runners.project.Project;
import prefmill.runners.training.PlannedTraining;

/** Whether a run of a policy could begin: its key, store, sources, base model and registry. */
public final class ProjectHealth {
  private final List<Finding> findings = new ArrayList<>();

  private ProjectHealth() {}

  /** Tries everything that the policy names; nothing is read of the feedback itself. */
  public static List<Finding> findings(Path config) {
    ProjectHealth health = new ProjectHealth();
    try {
      health.examine(Project.load(config));
    } catch (PolicyException e) {
      health.findings.add(Finding.wrong("policy", e.getMessage()));
    }
    return health.findings;
  }

  private void examine(Project project) {
    findings.add(Finding.good("policy", "dataset " + project.policy().dataset()));
    attempt("masking key", () -> maskingKey(project));
    attempt("store", () -> store(project.policy().store()));
    for (SourcePolicy source : project.policy().sources()) {
      attempt(
          "source " + source.name(),
          () ->
              "about "
                  + SourceReader.plan(source, project.folder(), Map.of()).estimatedBytes() / 1_024
                  + " kB");
    }
    if (project.policy().training().isPresent()) {
      attempt(
          "base model",
          () -> PlannedTraining.of(project.policy().training().get()).baseModel().toString());
    }
    if (project.policy().registry().isPresent()) {
      attempt("registry", () -> registry(project));
    } else {
      findings.add(Finding.good("registry", "embedded, under " + project.embeddedRegistry()));
    }
  }

  private void attempt(String what, Trial trial) {
    try {
      findings.add(Finding.good(what, trial.run()));
    } catch (Exception e) {
      findings.add(Finding.wrong(what, Diagnosis.of(e).sentence()));
    }
  }

  private static String maskingKey(Project project) {
    project.requireMaskingKey();
    return "readable";
  }

  private static String store(Path store) throws IOException {
    Path existing = store;
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      throw new IOException(existing + " cannot be written to: give this user access to it");
    }
    return store.toString();
  }

  private static String registry(Project project) throws Exception {
    try (OpenRegistry registry = OpenRegistry.of(project)) {
      return registry.place();
    }
  }

  private interface Trial {
    String run() throws Exception;
  }
}
