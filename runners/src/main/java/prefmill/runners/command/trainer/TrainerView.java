package prefmill.runners.command.trainer;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import prefmill.runners.cli.BuildInfo;
import prefmill.runners.cli.Table;
import prefmill.runners.training.Trainers;
import prefmill.trainers.environment.EnvironmentHealth;
import prefmill.trainers.environment.TrainerEnvironment;
import prefmill.trainers.training.Method;

/**
 * How a trainer is shown.
 *
 * @param name its name in policies
 * @param methods what it can train with
 * @param state built_in, missing, unfinished, outdated or installed
 * @param works whether training can begin
 * @param fault why not
 * @param versions of its libraries
 * @param install the command that mends it
 */
record TrainerView(
    String name,
    List<String> methods,
    String state,
    boolean works,
    String fault,
    Map<String, String> versions,
    String install) {
  static TrainerView builtIn() {
    return new TrainerView(
        Trainers.BUILT_IN,
        labels(Arrays.asList(Method.values())),
        "built_in",
        true,
        "",
        Map.of("prefmill", BuildInfo.version()),
        null);
  }

  static TrainerView of(TrainerEnvironment environment, EnvironmentHealth health) {
    return new TrainerView(
        environment.backend().label(),
        labels(environment.backend().methods()),
        health.state().name().toLowerCase(Locale.ROOT),
        health.works(),
        health.fault(),
        health.versions(),
        environment.mend());
  }

  static String table(List<TrainerView> trainers) {
    Table table = Table.of("trainer", "methods", "health", "versions, or how to install");
    for (TrainerView trainer : trainers) {
      table.line(
          trainer.name,
          String.join(" ", trainer.methods),
          trainer.works ? "ready" : trainer.fault,
          trainer.works ? versions(trainer.versions) : trainer.install);
    }
    return table.toString();
  }

  static String versions(Map<String, String> versions) {
    return versions.entrySet().stream()
        .map(v -> v.getKey() + " " + v.getValue())
        .collect(Collectors.joining(", "));
  }

  private static List<String> labels(Collection<Method> methods) {
    return methods.stream().sorted().map(Method::label).toList();
  }
}
