package prefmill.trainers.preflight.estimate;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import prefmill.trainers.SamplePairs;
import prefmill.trainers.examples.DemonstrationExample;
import prefmill.trainers.examples.PreferenceExample;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.preflight.RealRun;
import prefmill.trainers.preflight.TrainerTraits;
import prefmill.trainers.tiny.LargerModel;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.TrainingPlan;

/** The estimate of memory and disk against what a run takes, on a model of 27 million numbers. */
@EnabledOnOs(OS.LINUX)
@Tag("soak")
class FootprintTest {
  private static final int PAIRS = 8;
  private static final double FACTOR = 2;

  @TempDir Path folder;

  @Test
  void holdsForTheBuiltInTrainer() throws Exception {
    RealRun run = run(TrainerTraits.DJL, folder);
    Path said = folder.resolve("said");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                FootprintTest.class.getName(),
                folder.toString())
            .redirectOutput(said.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.waitFor(), lessThan(1));
    List<Long> peaks = Files.readAllLines(said).stream().map(Long::valueOf).toList();
    assertClose("memory", estimate(run).memoryBytes(), peaks.get(0));
    assertClose("disk", estimate(run).diskBytes(), peaks.get(1));
  }

  @Tag("python")
  @ParameterizedTest
  @EnumSource(
      value = TrainerTraits.class,
      names = {"TRL", "MLX"})
  void holdsForPrograms(TrainerTraits trainer) throws Exception {
    assertHoldsForAProgram(trainer);
  }

  @Tag("python")
  @Test
  void holdsForLlamaFactory() throws Exception {
    assertHoldsForAProgram(TrainerTraits.LLAMAFACTORY);
  }

  private void assertHoldsForAProgram(TrainerTraits trainer) throws Exception {
    RealRun run = run(trainer, folder);
    AtomicLong memory = new AtomicLong();
    AtomicLong disk = new AtomicLong();
    run.train(
        step -> {
          ProcessHandle.current()
              .descendants()
              .forEach(child -> memory.accumulateAndGet(peakBytes(child.pid()), Math::max));
          disk.accumulateAndGet(size(folder.resolve("attempts")), Math::max);
        });
    assertClose("memory", estimate(run).memoryBytes(), memory.get());
    assertClose("disk", estimate(run).diskBytes(), disk.get() + size(folder.resolve("out")));
  }

  /** One run in a Java of its own; prints the peaks of its memory and disk. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    AtomicLong disk = new AtomicLong();
    run(TrainerTraits.DJL, folder)
        .train(s -> disk.accumulateAndGet(size(folder.resolve("attempts")), Math::max));
    System.out.println(peakBytes(ProcessHandle.current().pid()));
    System.out.println(disk.get() + size(folder.resolve("out")));
  }

  private static RealRun run(TrainerTraits trainer, Path folder) throws IOException {
    Path model = folder.resolve("model");
    List<PreferenceExample> pairs = SamplePairs.of(PAIRS, 1);
    if (!Files.exists(model)) {
      LargerModel.write(model, SamplePairs.texts(SamplePairs.of(60, 1)), 8, 512);
    }
    Method method = trainer == TrainerTraits.MLX ? Method.SFT : Method.DPO;
    TrainingExamples examples =
        method == Method.DPO
            ? new TrainingExamples.Preferences(pairs)
            : new TrainingExamples.Demonstrations(pairs.stream().map(FootprintTest::chat).toList());
    TrainingPlan plan =
        TrainingPlan.of(method, Map.of("epochs", 2, "batch_size", PAIRS, "checkpoint_steps", 1));
    return new RealRun(trainer, folder, model, plan, examples);
  }

  private static DemonstrationExample chat(PreferenceExample pair) {
    return new DemonstrationExample(
        pair.rowId(), Stream.concat(pair.prompt().stream(), pair.chosen().stream()).toList(), 1);
  }

  private static Estimate estimate(RealRun run) throws IOException {
    return run.foretold().estimate().orElseThrow();
  }

  private static void assertClose(String what, long foretold, long measured) {

    String told = "%s: foretold %,d, measured %,d".formatted(what, foretold, measured);
    assertThat(
        told, (double) foretold / measured, allOf(greaterThan(1 / FACTOR), lessThan(FACTOR)));
  }

  private static long peakBytes(long process) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0; // it has just ended
    }
  }

  private static long size(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException | UncheckedIOException e) {
      return 0; // a file was just replaced; the next step is measured too
    }
  }
}
