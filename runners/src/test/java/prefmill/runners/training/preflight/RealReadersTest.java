package prefmill.runners.training.preflight;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import prefmill.datasets.manifest.Manifest;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.Split;
import prefmill.datasets.store.DatasetStore;
import prefmill.datasets.store.PublishedVersion;
import prefmill.runners.cli.Invocation;
import prefmill.runners.cli.RealPython;
import prefmill.runners.training.VersionExamples;
import prefmill.trainers.environment.ExternalBackend;
import prefmill.trainers.environment.TrainerEnvironment;
import prefmill.trainers.external.ExternalTrainer;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.StepReport;
import prefmill.trainers.training.TrainedAdapter;
import prefmill.trainers.training.TrainingPlan;
import prefmill.trainers.training.TrainingRun;

/** The libraries that people train with read every row of a published version. */
@Tag("python")
class RealReadersTest {
  @TempDir Path folder;
  private PublishedVersion version;
  private Manifest manifest;

  @BeforeEach
  void publish() throws Exception {
    Path policy = FeedbackOfAllKinds.write(folder);
    Invocation build =
        Invocation.of("build", "--runner", "direct", "--config", policy.toString(), "--json");
    assertThat(build.err(), build.exitCode(), is(0));
    version = DatasetStore.open(folder.resolve("store"), "test").newest().orElseThrow();
    manifest = version.manifest();
    for (Config config : Config.values()) {
      assertThat(config.label(), manifest.rows(config, Split.TRAIN), is(greaterThan(8L)));
    }
  }

  @Test
  void datasetsReadsWhatTheManifestSays() throws Exception {
    JsonNode loaded = run("prefmill.python", "load_dataset.py", version.folder(), cache());
    for (Config config : Config.values()) {
      for (Split split : Split.values()) {
        assertThat(
            config + " " + split,
            loaded.path(config.label()).path(split.label()).path("rows").asLong(),
            is(manifest.rows(config, split)));
      }
    }
  }

  @Test
  void trlTakesAStepOnEveryConfigAndDropsNothing() throws Exception {
    JsonNode read = run("prefmill.python", "trl_reads.py", version.folder(), model(), cache());
    for (Config config : Config.values()) {
      JsonNode one = read.path(config.label());
      assertThat(one.path("rows").asLong(), is(manifest.rows(config, Split.TRAIN)));
      assertThat(config + " used", one.path("used").asLong(), is(one.path("rows").asLong()));
      assertThat(config + " loss", Double.isFinite(one.path("loss").asDouble()), is(true));
      assertThat(one.path("loss").asDouble(), is(greaterThan(0.0)));
    }
  }

  @Test
  void mlxTakesTwoIterationsOnTheDemonstrations() throws Exception {
    Path data = Files.createDirectory(folder.resolve("mlx"));
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(version.folder().resolve("sft"))) {
      for (Path file : files.filter(f -> f.toString().matches(".*/train-.*\\.jsonl")).toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    Files.write(data.resolve("train.jsonl"), lines);

    JsonNode read =
        run("prefmill.python.mlx", "mlx_reads.py", data, model(), folder.resolve("adapter"));

    assertThat(read.path("rows").asLong(), is(manifest.rows(Config.SFT, Split.TRAIN)));
    assertThat(read.path("losses").size(), is(2));
    read.path("losses").forEach(loss -> assertThat(loss.asDouble(), is(greaterThan(0.0))));
  }

  @Tag("soak")
  @ParameterizedTest
  @EnumSource(Method.class)
  void llamaFactoryPreparesEveryRow(Method method) throws Exception {
    TrainerEnvironment environment =
        TrainerEnvironment.of(folder.resolve("environments"), ExternalBackend.LLAMAFACTORY);
    Path interpreter = environment.folder().resolve("bin/python");
    Files.createDirectories(interpreter.getParent());
    Files.writeString(
        interpreter,
        "#!/bin/sh\nexec '" + RealPython.of("prefmill.python.llamafactory") + "' \"$@\"\n");
    assertThat(interpreter.toFile().setExecutable(true), is(true));
    Files.writeString(environment.folder().resolve("installed.txt"), environment.list());
    List<StepReport> steps = new ArrayList<>();

    TrainedAdapter adapter =
        ExternalTrainer.of(environment)
            .train(
                new TrainingRun(
                    "readers",
                    model(),
                    "model",
                    VersionExamples.of(version.folder()).examples(method, Split.TRAIN),
                    TrainingPlan.of(method, Map.of("epochs", 1)),
                    Optional.empty(),
                    folder.resolve("out")),
                steps::add);

    Config config =
        switch (method) {
          case DPO -> Config.PREFERENCE;
          case SFT -> Config.SFT;
          case KTO -> Config.UNPAIRED;
        };
    assertThat((long) adapter.rows(), is(manifest.rows(config, Split.TRAIN)));
    assertThat(steps.stream().allMatch(step -> Double.isFinite(step.loss())), is(true));
  }

  private JsonNode run(String property, String script, Path... arguments) throws Exception {
    Path errors = folder.resolve("stderr");
    ProcessBuilder builder =
        RealPython.script(property, script, (Object[]) arguments).redirectError(errors.toFile());
    builder.environment().put("HF_DATASETS_OFFLINE", "1");
    builder.environment().put("HF_HOME", cache().toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(script + " failed", process.waitFor() == 0 ? "" : words(errors), is(""));
    return new ObjectMapper().readTree(said);
  }

  private static String words(Path errors) throws IOException {
    return "it said: " + Files.readString(errors);
  }

  private Path model() {
    return folder.resolve("model");
  }

  private Path cache() {
    return folder.resolve("cache");
  }
}
