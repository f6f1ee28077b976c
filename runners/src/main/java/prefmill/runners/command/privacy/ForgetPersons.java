package prefmill.runners.command.privacy;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.cli.Progress;
import prefmill.runners.cli.RunnerOptions;
import prefmill.runners.erase.Forgetting;
import prefmill.runners.erase.Forgot;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.project.Project;

/** Forgets persons for good. */
@Command(
    name = "forget",
    description =
        "Forgets persons: out of the event log, every version and the registry; what arrives again"
            + " does not land.")
public final class ForgetPersons implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Mixin private RunnerOptions runner;

  @Option(
      names = "--user",
      paramLabel = "U",
      description = "The user's id as the sources give it; may be repeated.")
  private List<String> users = new ArrayList<>();

  @Option(
      names = "--users",
      paramLabel = "FILE",
      description =
          "A file with one user's id a line, which keeps the ids out of the shell's history.")
  private Path file;

  @Option(
      names = "--expired",
      description =
          "Also what has ended: feedback whose retention_days are over, and events that say"
              + " consent: false.")
  private boolean expired;

  @Option(
      names = "--namespace",
      paramLabel = "N",
      description =
          "The namespace of the user's id, where the policy's sources have several; \"\" is that of"
              + " sources without one. May be repeated.")
  private List<String> namespaces = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    Project project = Project.load(common.config());
    Set<String> ids = ids();
    Set<String> in = namespaces(project, ids);
    Forgot forgot;
    try (Progress progress = common.output().progress()) {
      strange(project, in).ifPresent(progress::note);
      forgot = Forgetting.of(project, runner.profile(), progress).forget(ids, in, expired);
    }
    common.output().result(forgot.json(), forgot.text());
    return ExitCode.DONE.code();
  }

  private Set<String> ids() throws IOException {
    Set<String> ids = new LinkedHashSet<>(users);
    if (file != null) {
      try {
        ids.addAll(listed());
      } catch (NoSuchFileException e) {
        throw CommandFailure.usage("--users %s: there is no such file.".formatted(file));
      } catch (CharacterCodingException e) {
        throw CommandFailure.usage("--users %s is not UTF-8.".formatted(file));
      }
    }
    if ((ids.isEmpty() && !expired) || ids.contains("")) {
      throw CommandFailure.usage(
          "forget needs to know whom: name a user by --user U, a file of users by --users FILE, or what has ended by --expired.");
    }
    return ids;
  }

  /** The lines of the file, without the mark that some editors put before the first. */
  private List<String> listed() throws IOException {
    List<String> listed = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      String id = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
      if (!id.equals(id.strip())) {
        throw CommandFailure.usage(
            "--users %s, line %d: the id begins or ends with a blank; take it away, or name this user by --user."
                .formatted(file, number));
      }
      if (!id.isEmpty()) {
        listed.add(id);
      }
    }
    return listed;
  }

  private Set<String> namespaces(Project project, Set<String> ids) {
    Set<String> known = known(project);
    if (namespaces.isEmpty() && known.size() > 1 && !ids.isEmpty()) {
      throw CommandFailure.usage(
          "The policy's sources have the namespaces %s, and one id may be another person in each: say which by --namespace."
              .formatted(quoted(known)));
    }
    return namespaces.isEmpty() ? known : new TreeSet<>(namespaces);
  }

  /** What a source had that the policy no longer names is in the log all the same. */
  private static Optional<String> strange(Project project, Set<String> in) {
    Set<String> strange = new TreeSet<>(in);
    strange.removeAll(known(project));
    return strange.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "no source of the policy has the namespace %s (they have %s): taken as that of a source that it had before"
                .formatted(quoted(strange), quoted(known(project))));
  }

  private static Set<String> known(Project project) {
    Set<String> known = new TreeSet<>();
    for (SourcePolicy source : project.policy().sources()) {
      known.add(source.namespace() == null ? "" : source.namespace());
    }
    return known;
  }

  private static String quoted(Set<String> names) {
    return String.join(", ", names.stream().map(name -> "\"" + name + "\"").toList());
  }
}
