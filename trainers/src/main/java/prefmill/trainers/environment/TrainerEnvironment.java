package prefmill.trainers.environment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import prefmill.trainers.training.TrainingException;

/**
 * The Python environment of an external trainer.
 *
 * <p>It holds exactly the libraries of a list that belongs to this version of Prefmill; a copy of
 * the list, written last, says that it is complete and which list it was made from.
 */
public final class TrainerEnvironment {
  private static final String RESOURCES = "/prefmill/trainers/external/";
  private static final String STAMP = "installed.txt";

  private final Path folder;
  private final ExternalBackend backend;

  private TrainerEnvironment(Path folder, ExternalBackend backend) {
    this.folder = folder;
    this.backend = backend;
  }

  /** The environment of a trainer, below the folder of all environments. */
  public static TrainerEnvironment of(Path environments, ExternalBackend backend) {
    return new TrainerEnvironment(
        environments.toAbsolutePath().normalize().resolve(backend.label()), backend);
  }

  /** Whether it is there. */
  public enum State {
    MISSING,
    UNFINISHED,
    OUTDATED,
    INSTALLED
  }

  /** How things are, as far as files tell. */
  public State state() throws IOException {
    if (!Files.exists(folder)) {
      return State.MISSING;
    }
    Path stamp = folder.resolve(STAMP);
    if (!Files.isRegularFile(stamp) || !Files.isExecutable(interpreter())) {
      return State.UNFINISHED;
    }
    return Files.readString(stamp).equals(list()) ? State.INSTALLED : State.OUTDATED;
  }

  /**
   * The interpreter.
   *
   * @throws TrainingException if the environment is not as it should be, with the mend
   */
  public Path python() throws IOException {
    String fault =
        switch (state()) {
          case MISSING -> "is not installed (there is no %s)".formatted(folder);
          case UNFINISHED -> "has an unfinished environment in %s".formatted(folder);
          case OUTDATED ->
              "has an environment of another version's libraries in %s".formatted(folder);
          case INSTALLED -> "";
        };
    if (!fault.isEmpty()) {
      throw new TrainingException(
          "The trainer %s %s: run `%s`.".formatted(backend.label(), fault, mend()));
    }
    return interpreter();
  }

  /** The command that makes it. */
  public String mend() {
    return "prefmill trainer install " + backend.label();
  }

  /** Whose environment it is. */
  public ExternalBackend backend() {
    return backend;
  }

  /** Where it is. */
  public Path folder() {
    return folder;
  }

  /** The libraries with their exact versions, as pip reads them. */
  public String list() throws IOException {
    return resource(backend.label() + ".lock");
  }

  Path interpreter() {
    return folder.resolve("bin").resolve("python");
  }

  void stamp() throws IOException {
    Files.writeString(folder.resolve(STAMP), list());
  }

  /** A text that the trainers' programs and lists come with. */
  public static String resource(String name) throws IOException {
    try (InputStream in = TrainerEnvironment.class.getResourceAsStream(RESOURCES + name)) {
      if (in == null) {
        throw new IllegalStateException("this build lacks the resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
