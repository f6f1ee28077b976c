package prefmill.trainers.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import prefmill.trainers.TestFiles;
import prefmill.trainers.djl.DjlTrainer;
import prefmill.trainers.examples.PreferenceExample;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.TrainingPlan;
import prefmill.trainers.training.TrainingRun;

/** The built-in trainer's part of trainers/bench/dpo.py; prints what it took as JSON. */
final class DpoBenchmark {
  private DpoBenchmark() {}

  /** Arguments: model, pairs, epochs, pairs of a step. */
  public static void main(String[] arguments) throws Exception {
    int batch = Integer.parseInt(arguments[3]);
    List<Double> seconds = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    TrainingPlan plan =
        TrainingPlan.of(
            Method.DPO,
            Map.of(
                "epochs",
                Integer.parseInt(arguments[2]),
                "batch_size",
                batch,
                "learning_rate",
                1e-4,
                "max_length",
                256,
                "checkpoint_steps",
                0));
    DjlTrainer.of()
        .train(
            new TrainingRun(
                "benchmark",
                Path.of(arguments[0]),
                "benchmark",
                new TrainingExamples.Preferences(pairs(Path.of(arguments[1]))),
                plan,
                Optional.empty(),
                Files.createTempDirectory("bench").resolve("adapter")),
            report -> {
              seconds.add(processSeconds());
              losses.add(report.loss());
            });
    int last = seconds.size() - 1;
    System.out.printf(
        "{\"pairs\": %d, \"seconds\": %s, \"losses\": [%s, %s]}%n",
        last * batch, seconds.get(last) - seconds.get(0), losses.get(0), losses.get(last));
  }

  private static double processSeconds() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e9;
  }

  private static List<PreferenceExample> pairs(Path file) throws Exception {
    List<PreferenceExample> pairs = new ArrayList<>();
    for (JsonNode row : TestFiles.rows(file)) {
      pairs.add(
          new PreferenceExample(
              "row" + pairs.size(),
              TestFiles.turns(row.get("prompt")),
              TestFiles.turns(row.get("chosen")),
              TestFiles.turns(row.get("rejected")),
              1));
    }
    return pairs;
  }
}
