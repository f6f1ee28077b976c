package prefmill.runners.jobs;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import prefmill.datasets.store.PublishedVersion;
import prefmill.runners.cli.Progress;
import prefmill.runners.project.OpenRegistry;
import prefmill.runners.project.Project;
import prefmill.runners.training.VersionRecord;
import prefmill.runners.training.attempt.LeasedTraining;
import prefmill.trainers.jobs.JobRequest;
import prefmill.trainers.jobs.Jobs;
import prefmill.trainers.jobs.TrainingJob;

/** A process whose training computes on whatever it is asked, as one very long step would. */
final class DeafTraining {
  private DeafTraining() {}

  /** Begins a job of the policy's newest version. */
  public static void main(String[] arguments) throws Exception {
    Project project = Project.load(Path.of(arguments[0]));
    boolean fails = arguments[1].equals("memory");
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    Progress progress = Progress.of(err, false);
    try (OpenRegistry open = OpenRegistry.of(project)) {
      PublishedVersion version = project.store().newest().orElseThrow();
      JobRequest request =
          new JobRequest(
              arguments[1],
              VersionRecord.of(project).enter(open.registry(), version),
              "0".repeat(64),
              "djl",
              "dpo",
              "model",
              Map.of(),
              "tester");
      Jobs jobs = Jobs.of(open.registry());
      TrainingJob job = jobs.request(request);
      jobs.validate(job.id());
      jobs.queue(job.id());
      var unused =
          LeasedTraining.of(jobs, project.policy().training().orElseThrow().budget(), progress)
              .run(
                  job,
                  steps -> {
                    while (!fails) {
                      Thread.onSpinWait();
                    }
                    throw new OutOfMemoryError("Java heap space");
                  });
    } finally {
      System.exit(77); // not by its own end
    }
  }
}
