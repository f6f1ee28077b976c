package prefmill.runners.training;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import prefmill.pipelines.policy.training.BudgetPolicy;
import prefmill.pipelines.policy.training.KubernetesPolicy;
import prefmill.pipelines.policy.training.SshPolicy;
import prefmill.pipelines.policy.training.TrainingPolicy;
import prefmill.runners.project.Project;
import prefmill.trainers.djl.DjlTrainer;
import prefmill.trainers.environment.ExternalBackend;
import prefmill.trainers.environment.TrainerEnvironment;
import prefmill.trainers.external.ExternalTrainer;
import prefmill.trainers.places.LocalPlace;
import prefmill.trainers.places.Place;
import prefmill.trainers.places.kubernetes.KubernetesCluster;
import prefmill.trainers.places.kubernetes.KubernetesPlace;
import prefmill.trainers.places.ssh.SshHost;
import prefmill.trainers.places.ssh.SshPlace;
import prefmill.trainers.training.Trainer;

/** The trainers that a policy can name, at the places that it can name. */
public final class Trainers {
  /** The one that needs no environment. */
  public static final String BUILT_IN = "djl";

  private final Path environments;
  private final Optional<TrainingPolicy> policy;

  private Trainers(Path environments, Optional<TrainingPolicy> policy) {
    this.environments = environments;
    this.policy = policy;
  }

  /** Those of a project. */
  public static Trainers of(Project project) {
    return new Trainers(project.trainerEnvironments(), project.policy().training());
  }

  /** The trainer of a name; whether its environment is there shows when it trains. */
  public Trainer trainer(String name) {
    if (name.equals(BUILT_IN)) {
      return DjlTrainer.of();
    }
    ExternalBackend backend = ExternalBackend.valueOf(name.toUpperCase(Locale.ROOT));
    return ExternalTrainer.of(backend, place(backend));
  }

  private Place place(ExternalBackend backend) {
    Optional<Place> ssh = policy.flatMap(Trainers::ssh);
    Optional<Place> cluster = policy.flatMap(Trainers::kubernetes).map(place -> place);
    return ssh.or(() -> cluster)
        .orElseGet(() -> LocalPlace.of(TrainerEnvironment.of(environments, backend)));
  }

  private static Optional<Place> ssh(TrainingPolicy training) {
    return training.ssh().map(policy -> SshPlace.of(host(policy, longest(training.budget()))));
  }

  private static SshHost host(SshPolicy policy, Optional<Duration> longest) {
    return new SshHost(
        policy.host(),
        policy.port(),
        policy.user(),
        policy.identityFile().map(Path::of),
        policy.folder(),
        policy.python(),
        longest);
  }

  /** The cluster of a policy, if it names one. */
  public static Optional<KubernetesPlace> kubernetes(TrainingPolicy training) {
    return training
        .kubernetes()
        .map(policy -> KubernetesPlace.of(cluster(policy, longest(training.budget()))));
  }

  private static KubernetesCluster cluster(KubernetesPolicy policy, Optional<Duration> longest) {
    return new KubernetesCluster(
        policy.namespace(),
        policy.context(),
        policy.image(),
        policy.claim(),
        policy.cpus(),
        policy.memory(),
        policy.gpus(),
        longest);
  }

  // The time that a run's budget pays for.
  private static Optional<Duration> longest(BudgetPolicy budget) {
    if (budget.perRun().isEmpty() || budget.costPerHour() == 0) {
      return Optional.empty();
    }
    double hours = budget.perRun().getAsDouble() / budget.costPerHour();
    return Optional.of(Duration.ofSeconds((long) Math.min(hours * 3600, Integer.MAX_VALUE)));
  }
}
