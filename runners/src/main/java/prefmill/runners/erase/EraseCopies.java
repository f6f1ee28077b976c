package prefmill.runners.erase;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import prefmill.datasets.faults.Failpoint;
import prefmill.datasets.gc.Garbage;
import prefmill.datasets.gc.VersionGarbage;
import prefmill.datasets.objects.Durable;
import prefmill.datasets.store.PublishedVersion;
import prefmill.pipelines.erase.sweep.Sweep;
import prefmill.pipelines.erase.sweep.Sweeps;
import prefmill.pipelines.erase.sweep.Withdrawals;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.gc.LogGarbage;
import prefmill.pipelines.run.Execution;
import prefmill.runners.cli.Progress;
import prefmill.runners.project.OpenRegistry;
import prefmill.runners.project.Project;
import prefmill.runners.report.FeedbackReport;
import prefmill.runners.training.VersionRecord;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.RegistryException;
import prefmill.trainers.registry.erasure.Forgotten;

/**
 * Takes forgotten persons out of everything but log and versions: what killed runs left in the
 * store, rows that trainers were given, the registry. Once that is done, nothing names their events
 * any more; a run that was killed before is finished by the next.
 */
public final class EraseCopies {
  private final Project project;
  private final Sweeps sweeps;

  private EraseCopies(Project project) {
    this.project = project;
    this.sweeps = Sweeps.of(project.store().folder());
  }

  /** The copies of a project. */
  public static EraseCopies of(Project project) {
    return new EraseCopies(project);
  }

  /**
   * Erases what is left of those who were taken out of the log.
   *
   * @param newest the version that stands for the withdrawn ones; empty if there is none
   * @param progress is told what takes time
   */
  public ErasedCopies erase(
      Optional<PublishedVersion> newest, Execution execution, Progress progress)
      throws IOException {
    List<Sweep> open = sweeps.unsettled();
    if (open.isEmpty()) {
      return ErasedCopies.NONE;
    }
    progress.stage("erasing copies");
    Sweeps.deleteReplaced(open, project.log());
    removeFiles();
    Set<String> events = new TreeSet<>();
    open.forEach(sweep -> events.addAll(sweep.events()));
    List<Integer> versions = Withdrawals.of(project.store()).made();
    List<String> tainted = List.of();
    if (OpenRegistry.exists(project)) {
      try (OpenRegistry registry = OpenRegistry.of(project)) {
        tainted =
            erase(
                registry.registry(), versions, events, firstDay(open), newest, execution, progress);
      } catch (SQLException e) {
        throw new RegistryException("the embedded registry cannot be opened", e);
      }
    }
    Failpoint.hit("before-settled");
    sweeps.settle(open);
    return new ErasedCopies(events.size(), tainted);
  }

  private List<String> erase(
      Registry registry,
      List<Integer> versions,
      Set<String> events,
      Optional<LocalDate> firstDay,
      Optional<PublishedVersion> newest,
      Execution execution,
      Progress progress)
      throws IOException {
    String dataset = project.policy().dataset();
    if (newest.isPresent()) {
      var unused = VersionRecord.of(project).enter(registry, newest.get());
    }
    List<String> tainted = Forgotten.of(registry).erase(dataset, versions, events, firstDay);
    if (firstDay.isPresent()) {
      long days = ChronoUnit.DAYS.between(firstDay.get(), LocalDate.now(ZoneOffset.UTC)) + 1;
      var unused =
          FeedbackReport.of(project, (int) Math.max(1, days), progress::note)
              .once(execution, Optional.of(registry));
    }
    return tainted;
  }

  /** Whatever their age: a run that is still at work on them must not publish what it holds. */
  private void removeFiles() throws IOException {
    VersionGarbage versions = VersionGarbage.of(project.store());
    for (Garbage piece : versions.before(Instant.MAX)) {
      versions.remove(piece);
    }
    EventLog log = project.log();
    List<Garbage> unused = LogGarbage.remove(log, LogGarbage.of(log, Instant.MAX));
    if (Files.isDirectory(project.adapters())) {
      try (Stream<Path> adapters = Files.list(project.adapters())) {
        for (Path adapter : adapters.toList()) {
          Durable.deleteTree(adapter.resolve("attempts"));
        }
      }
    }
  }

  private static Optional<LocalDate> firstDay(List<Sweep> sweeps) {
    return sweeps.stream()
        .filter(sweep -> sweep.firstDay() != null)
        .map(sweep -> LocalDate.parse(sweep.firstDay()))
        .min(LocalDate::compareTo);
  }
}
