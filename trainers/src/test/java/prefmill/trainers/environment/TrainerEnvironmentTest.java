package prefmill.trainers.environment;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import prefmill.trainers.training.TrainingException;

class TrainerEnvironmentTest {
  @TempDir Path folder;

  @Test
  void saysWhatIsWrongAndWhatMendsIt() throws Exception {
    TrainerEnvironment trl = TrainerEnvironment.of(folder, ExternalBackend.TRL);
    assertThat(fault(trl), containsString("trl is not installed (there is no "));
    assertThat(fault(trl), endsWith("run `prefmill trainer install trl`."));

    Files.createDirectories(trl.interpreter().getParent());
    Files.writeString(trl.interpreter(), "#!/bin/sh\n");
    assertThat(trl.interpreter().toFile().setExecutable(true), is(true));
    assertThat(fault(trl), containsString("unfinished"));

    Files.writeString(trl.folder().resolve("installed.txt"), "torch==1.0\n");
    assertThat(fault(trl), containsString("another version's libraries"));
    assertThat(EnvironmentHealth.of(trl).works(), is(false));

    trl.stamp();
    assertThat(trl.python(), is(trl.interpreter()));
    assertThat(EnvironmentHealth.of(trl).fault(), is("Python does not start"));
  }

  @ParameterizedTest
  @EnumSource(ExternalBackend.class)
  void namesEveryLibraryWithAnExactVersion(ExternalBackend backend) throws Exception {
    List<String> lines = TrainerEnvironment.of(folder, backend).list().lines().toList();
    List<String> loose =
        lines.stream()
            .filter(line -> !line.startsWith("#"))
            .filter(
                line -> !line.matches("[A-Za-z0-9_.-]+==[0-9][A-Za-z0-9.]*(; sys_platform .*)?"))
            .toList();
    assertThat(loose, is(List.of()));
    for (String file : backend.files()) {
      assertThat(TrainerEnvironment.resource(file), is(not("")));
    }
  }

  @Test
  void tellsOfAPythonThatIsNotThere() {
    TrainingException missing =
        assertThrows(
            TrainingException.class,
            () ->
                new EnvironmentInstall("no-python-of-this-name", Optional.empty(), Optional.empty())
                    .install(
                        TrainerEnvironment.of(folder, ExternalBackend.MLX),
                        stage -> {},
                        note -> {}));
    assertThat(missing.getMessage(), containsString("with its module venv"));
  }

  @Tag("python")
  @Test
  void leavesAnEnvironmentThatWorksAsItIs() throws Exception {
    TrainerEnvironment mlx = TestEnvironments.of(folder, ExternalBackend.MLX);

    EnvironmentHealth health =
        new EnvironmentInstall("no-python-of-this-name", Optional.empty(), Optional.empty())
            .install(mlx, stage -> {}, note -> {});

    assertThat(health.fault(), is(""));
    assertThat(health.versions().get("mlx_lm"), is("0.32.2"));
    assertThat(mlx.list(), containsString("mlx-lm==0.32.2\n"));
  }

  private static String fault(TrainerEnvironment environment) throws IOException {
    return assertThrows(TrainingException.class, environment::python).getMessage();
  }
}
