package prefmill.trainers.places;

import java.io.IOException;
import java.util.Optional;
import prefmill.trainers.environment.ExternalBackend;
import prefmill.trainers.environment.TrainerEnvironment;

/** This machine: a child process with the Python of an environment. */
public final class LocalPlace implements Place {
  private final TrainerEnvironment environment;

  private LocalPlace(TrainerEnvironment environment) {
    this.environment = environment;
  }

  /** This machine with an environment, which need not be there before something is trained. */
  public static LocalPlace of(TrainerEnvironment environment) {
    return new LocalPlace(environment);
  }

  @Override
  public PlacedRun start(PlacedProgram program) throws IOException {
    String python = environment.python().toString();
    return new LocalRun(
        ChildProcess.start(
            program.command(python),
            program.folder(),
            program.file(PlacedProgram.STDOUT),
            program.file(PlacedProgram.STDERR)));
  }

  @Override
  public String mend(ExternalBackend backend) {
    return "run `%s`".formatted(environment.mend());
  }

  private record LocalRun(ChildProcess child) implements PlacedRun {
    @Override
    public Optional<String> name() {
      return Optional.empty();
    }

    @Override
    public Optional<String> nextLine() throws InterruptedException {
      return child.nextLine();
    }

    @Override
    public int exitCode() throws InterruptedException {
      return child.exitCode();
    }

    @Override
    public void discard() {
      // all of it is in the program's folder, whose owner removes it
    }

    @Override
    public void close() {
      child.close();
    }
  }
}
