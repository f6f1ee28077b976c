package prefmill.trainers.djl;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import prefmill.trainers.SamplePairs;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.tiny.TinyModel;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.TrainingPlan;
import prefmill.trainers.training.TrainingRun;

/** One run in a Java of its own, which a test can kill, and whose memory it can watch. */
final class TrainingProcess {
  private static final Path STATUS = Path.of("/proc/self/status");

  private TrainingProcess() {}

  /** Starts one and waits; what it printed are the resident megabytes of each step. */
  static List<Long> run(Path model, Path output, int steps, int killAfter, int exit)
      throws Exception {
    Path said = Files.createTempFile(output.getParent(), "said", ".txt");
    Path errors = Files.createTempFile(output.getParent(), "errors", ".txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                TrainingProcess.class.getName(),
                model.toString(),
                output.toString(),
                Integer.toString(steps),
                Integer.toString(killAfter))
            .redirectOutput(said.toFile())
            .redirectError(errors.toFile())
            .start();
    if (process.waitFor() != exit) {
      throw new AssertionError(Files.readString(errors));
    }
    return Files.readAllLines(said).stream().map(Long::valueOf).toList();
  }

  static TrainingRun run(Path model, Path output, int steps) {
    TrainingPlan plan =
        TrainingPlan.of(
            Method.DPO,
            Map.of(
                "epochs",
                steps / 10,
                "batch_size",
                4,
                "learning_rate",
                5e-4,
                "checkpoint_steps",
                4));
    return new TrainingRun(
        "process",
        model,
        "tiny",
        new TrainingExamples.Preferences(SamplePairs.of(40, 1)),
        plan,
        Optional.empty(),
        output);
  }

  static void writeModel(Path model) throws Exception {
    TinyModel.write(model, SamplePairs.texts(SamplePairs.of(40, 1)), 7);
  }

  public static void main(String[] arguments) throws Exception {
    int killAfter = Integer.parseInt(arguments[3]);
    List<Long> memory = new ArrayList<>();
    DjlTrainer.of()
        .train(
            run(Path.of(arguments[0]), Path.of(arguments[1]), Integer.parseInt(arguments[2])),
            report -> {
              if (tellsMemory()) {
                memory.add(residentMegabytes());
              }
              if (report.step() == killAfter) {
                Runtime.getRuntime().halt(137);
              }
            });
    memory.forEach(System.out::println);
  }

  /** Only Linux tells. */
  static boolean tellsMemory() {
    return Files.isReadable(STATUS);
  }

  private static long residentMegabytes() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith("VmRSS"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElseThrow();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
