package prefmill.trainers.environment;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Environments whose Python is one that ./verify has made. */
public final class TestEnvironments {
  private TestEnvironments() {}

  /** The environment of a trainer on the Python that a system property names. */
  public static TrainerEnvironment of(Path environments, ExternalBackend backend)
      throws IOException {
    String property =
        backend == ExternalBackend.TRL ? "prefmill.python" : "prefmill.python." + backend.label();
    String python = System.getProperty(property);
    assertThat("run ./verify, which makes " + property, python, is(notNullValue()));
    TrainerEnvironment environment = TrainerEnvironment.of(environments, backend);
    Files.createDirectories(environment.interpreter().getParent());
    Files.writeString(environment.interpreter(), "#!/bin/sh\nexec '" + python + "' \"$@\"\n");
    assertThat(environment.interpreter().toFile().setExecutable(true), is(true));
    environment.stamp();
    return environment;
  }
}
