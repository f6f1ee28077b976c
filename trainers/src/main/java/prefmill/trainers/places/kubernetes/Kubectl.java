package prefmill.trainers.places.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import prefmill.trainers.places.remote.RemoteShell;
import prefmill.trainers.training.TrainingException;

/**
 * The user's own kubectl: its commands, or, with a Pod, commands that it runs there.
 *
 * @param pod the Pod
 */
record Kubectl(KubernetesCluster cluster, List<String> client, Optional<String> pod)
    implements RemoteShell {
  private static final int NOT_OURS = 3;

  /** The same, for commands in a Pod. */
  Kubectl in(String name) {
    return new Kubectl(cluster, client, Optional.of(name));
  }

  @Override
  public String name() {
    return "the cluster" + cluster.context().map(context -> " " + context).orElse("");
  }

  @Override
  public List<String> command(List<String> words) {
    List<String> command = new ArrayList<>(client);
    cluster.context().ifPresent(context -> command.addAll(List.of("--context", context)));
    command.addAll(List.of("--namespace", cluster.namespace()));
    pod.ifPresent(name -> command.addAll(List.of("exec", "-i", name, "--")));
    command.addAll(words);
    return command;
  }

  /** As kubectl's own failures look like those of a command, but for the one that we know. */
  @Override
  public boolean isLost(int exitCode) {
    return exitCode != 0 && exitCode != NOT_OURS;
  }

  @Override
  public boolean isPassing(String said) {
    return Stream.of(
            "NotFound",
            "not found",
            "Forbidden",
            "forbidden",
            "Unauthorized",
            "AlreadyExists",
            "already exists",
            "has been modified",
            "Invalid",
            "invalid",
            "does not exist")
        .noneMatch(said::contains);
  }

  @Override
  public TrainingException fault(String said) {
    if (said.contains("already exists") || said.contains("has been modified")) {
      return new TrainingException(
          "Another attempt at this run has just begun on %s or has taken it over: wait for it."
              .formatted(name()));
    }
    String text = said.strip();
    return new TrainingException(
        "kubectl cannot do what is needed on %s (%s): see whether `kubectl --namespace %s get jobs` works by hand."
            .formatted(
                name(),
                text.isEmpty() ? "it said nothing" : text.substring(text.lastIndexOf('\n') + 1),
                cluster.namespace()));
  }
}
