package prefmill.runners.erase;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import prefmill.pipelines.erase.Erasures;
import prefmill.pipelines.erase.sweep.LogSweep;
import prefmill.pipelines.erase.sweep.Withdrawals;
import prefmill.pipelines.job.DatasetKey;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.key.LogKey;
import prefmill.pipelines.run.Micros;
import prefmill.pipelines.run.build.BuildResult;
import prefmill.runners.cli.Progress;
import prefmill.runners.profile.RunnerProfile;
import prefmill.runners.project.HeldDataset;
import prefmill.runners.project.Project;
import prefmill.runners.run.DatasetBuild;
import prefmill.transforms.consent.Admission;
import prefmill.transforms.decisions.Clock;
import prefmill.transforms.keys.Id;
import prefmill.transforms.keys.KeyedHash;

/**
 * Forgets persons: notes them, takes them out of the event log, builds the newest version without
 * them, withdraws every version that held them, and erases what is left elsewhere.
 *
 * <p>What is noted once is finished by the next forget, build or nightly run, wherever this one was
 * killed. One run at a time holds the dataset.
 */
public final class Forgetting {
  private final Project project;
  private final RunnerProfile profile;
  private final Progress progress;

  private Forgetting(Project project, RunnerProfile profile, Progress progress) {
    this.project = project;
    this.profile = profile;
    this.progress = progress;
  }

  /** Forgets in a project; its masking key is asked for at once. */
  public static Forgetting of(Project project, RunnerProfile profile, Progress progress) {
    project.requireMaskingKey();
    return new Forgetting(project, profile, progress);
  }

  /**
   * Forgets users.
   *
   * @param users their ids, as the sources give them
   * @param namespaces the namespaces of the policy in which they are these persons
   * @param ended whether to take out, too, whose consent was taken back and whose retention ended
   */
  public Forgot forget(Collection<String> users, Collection<String> namespaces, boolean ended)
      throws IOException {
    try (HeldDataset held = HeldDataset.of(project)) {
      EventLog log = LogKey.logOf(project.policy());
      KeyedHash hash = DatasetKey.of(project.policy()).hash();
      List<Id> persons = new ArrayList<>();
      for (String namespace : namespaces) {
        users.forEach(user -> persons.add(hash.id("user", namespace, user)));
      }
      int fresh = Erasures.of(project.store().folder()).add(hash.keyId(), persons);
      if (ended) {
        progress.stage("taking out of the event log what has ended");
        Clock now = new Clock(Micros.of(Instant.now()));
        LogSweep.of(log, hash.keyId()).sweepEnded(new Admission(project.policy().consent(), now));
      }
      return finish(persons.size(), fresh);
    }
  }

  private Forgot finish(int persons, int fresh) throws IOException {
    Withdrawals withdrawals = Withdrawals.of(project.store());
    List<Integer> before = withdrawals.made();
    DatasetBuild build = DatasetBuild.of(project, profile, progress);
    BuildResult built = build.build();
    ErasedCopies copies = build.erased();
    List<Integer> withdrawn = new ArrayList<>(withdrawals.made());
    withdrawn.removeAll(before);
    return new Forgot(persons, fresh, copies.events(), withdrawn, built, copies.tainted());
  }
}
