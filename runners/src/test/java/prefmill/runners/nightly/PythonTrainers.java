package prefmill.runners.nightly;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.file.Files;
import java.nio.file.Path;
import prefmill.runners.cli.RealPython;
import prefmill.trainers.environment.ExternalBackend;
import prefmill.trainers.environment.TrainerEnvironment;

/** The environments that ./verify makes, as a project finds them. */
public final class PythonTrainers {
  private PythonTrainers() {}

  /** Makes a trainer's environment stand in a policy's folder. */
  public static void install(Path folder, ExternalBackend backend) throws Exception {
    String python =
        RealPython.of(
            backend == ExternalBackend.TRL
                ? "prefmill.python"
                : "prefmill.python." + backend.label());
    TrainerEnvironment environment =
        TrainerEnvironment.of(folder.resolve(".prefmill/trainers"), backend);
    Path interpreter = environment.folder().resolve("bin/python");
    Files.createDirectories(interpreter.getParent());
    Files.writeString(interpreter, "#!/bin/sh\nexec '" + python + "' \"$@\"\n");
    assertThat(interpreter.toFile().setExecutable(true), is(true));
    Files.writeString(environment.folder().resolve("installed.txt"), environment.list());
  }
}
