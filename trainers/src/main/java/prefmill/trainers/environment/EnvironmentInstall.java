package prefmill.trainers.environment;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import prefmill.datasets.objects.Durable;
import prefmill.trainers.training.TrainingException;

/**
 * Makes an environment: a venv, the libraries of its list, a first import of them.
 *
 * @param python the interpreter that the environment is made with
 * @param indexUrl the package index in place of pip's own
 * @param extraIndexUrl an index that is asked as well, for wheels of one kind of processor
 */
public record EnvironmentInstall(
    String python, Optional<String> indexUrl, Optional<String> extraIndexUrl) {
  /**
   * Makes the environment anew, unless it is there and works.
   *
   * @param stage hears what is being done
   * @param note hears before the long part how much is fetched and where its log is
   * @return what it holds
   * @throws TrainingException if it cannot be made, with the mend
   */
  public EnvironmentHealth install(
      TrainerEnvironment environment, Consumer<String> stage, Consumer<String> note)
      throws IOException, InterruptedException {
    Path folder = environment.folder();
    Files.createDirectories(folder.getParent());
    try (FileChannel channel = lockFile(folder);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw new TrainingException(
            "Another process is just making %s: wait for it.".formatted(folder));
      }
      EnvironmentHealth before = EnvironmentHealth.of(environment);
      return before.works() ? before : make(environment, stage, note);
    }
  }

  private EnvironmentHealth make(
      TrainerEnvironment environment, Consumer<String> stage, Consumer<String> note)
      throws IOException, InterruptedException {
    Path folder = environment.folder();
    Path log = folder.resolveSibling(folder.getFileName() + ".log");
    Files.deleteIfExists(log);
    Durable.deleteTree(folder);
    stage.accept("making " + folder);
    call(List.of(python, "-m", "venv", folder.toString()), log, venvFault());
    Path list = folder.resolve("requirements.txt");
    Files.writeString(list, environment.list());
    note.accept(
        "%s takes about %s and several minutes; the log is %s"
            .formatted(environment.backend().label(), environment.backend().size(), log));
    stage.accept("installing the libraries of " + environment.backend().label());
    call(pip(environment.interpreter(), list), log, pipFault(environment, log));
    stage.accept("importing them");
    environment.stamp();
    EnvironmentHealth health = EnvironmentHealth.of(environment);
    if (!health.works()) {
      throw new TrainingException(
          "The libraries of %s were installed but cannot be imported (%s): try another --python or another --index-url."
              .formatted(environment.backend().label(), health.fault()));
    }
    return health;
  }

  private List<String> pip(Path interpreter, Path list) {
    List<String> command = new ArrayList<>(List.of(interpreter.toString(), "-m", "pip", "install"));
    command.addAll(List.of("--no-input", "--disable-pip-version-check", "-r", list.toString()));
    indexUrl.ifPresent(url -> command.addAll(List.of("--index-url", url)));
    extraIndexUrl.ifPresent(url -> command.addAll(List.of("--extra-index-url", url)));
    return command;
  }

  private String venvFault() {
    return "%s cannot make an environment: install Python 3.11 with its module venv, or name another with --python."
        .formatted(python);
  }

  private static String pipFault(TrainerEnvironment environment, Path log) {
    return "pip could not install the libraries of %s; its own words are in %s."
        .formatted(environment.backend().label(), log);
  }

  private static void call(List<String> command, Path log, String fault)
      throws InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
    } catch (IOException e) {
      throw new TrainingException(fault, e);
    }
    try {
      if (process.waitFor() != 0) {
        throw new TrainingException(fault);
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }

  private static FileChannel lockFile(Path folder) throws IOException {
    Path file = folder.resolveSibling(folder.getFileName() + ".lock");
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }
}
