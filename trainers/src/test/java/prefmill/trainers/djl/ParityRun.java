package prefmill.trainers.djl;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import prefmill.trainers.TestFiles;
import prefmill.trainers.examples.DemonstrationExample;
import prefmill.trainers.examples.PreferenceExample;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.examples.VerdictExample;
import prefmill.trainers.training.LoraPlan;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.TrainingPlan;
import prefmill.trainers.training.TrainingPlan.LossType;
import prefmill.trainers.training.TrainingPlan.Schedule;
import prefmill.trainers.training.TrainingRun;

/** The setting of the reference run in testdata/parity. */
public final class ParityRun {
  private ParityRun() {}

  public static TrainingPlan plan(Method method, int batchSize, int accumulationSteps) {
    return new TrainingPlan(
        method,
        new LoraPlan(4, 8),
        1,
        batchSize,
        accumulationSteps,
        1e-3,
        Schedule.CONSTANT,
        0,
        0,
        1,
        0.1,
        LossType.SIGMOID,
        0,
        256,
        false,
        false,
        1,
        0);
  }

  public static TrainingRun of(TrainingPlan plan, Path output) throws IOException {
    return new TrainingRun(
        "parity",
        TestFiles.parity("model"),
        "model",
        examples(plan.method()),
        plan,
        Optional.of(TestFiles.parity("initial_adapter")),
        output);
  }

  public static TrainingExamples examples(Method method) throws IOException {
    return examples(method, 0, 10);
  }

  static TrainingExamples examples(Method method, int from, int to) throws IOException {
    List<JsonNode> rows =
        TestFiles.rows(TestFiles.parity(method.label() + ".jsonl")).subList(from, to);
    return switch (method) {
      case DPO -> {
        List<PreferenceExample> pairs = new ArrayList<>();
        for (JsonNode row : rows) {
          pairs.add(
              new PreferenceExample(
                  "p" + pairs.size(),
                  TestFiles.turns(row.get("prompt")),
                  TestFiles.turns(row.get("chosen")),
                  TestFiles.turns(row.get("rejected")),
                  1));
        }
        yield new TrainingExamples.Preferences(pairs);
      }
      case SFT -> {
        List<DemonstrationExample> chats = new ArrayList<>();
        for (JsonNode row : rows) {
          chats.add(
              new DemonstrationExample(
                  "s" + chats.size(), TestFiles.turns(row.get("messages")), 1));
        }
        yield new TrainingExamples.Demonstrations(chats);
      }
      case KTO -> {
        List<VerdictExample> verdicts = new ArrayList<>();
        for (JsonNode row : rows) {
          verdicts.add(
              new VerdictExample(
                  "k" + verdicts.size(),
                  TestFiles.turns(row.get("prompt")),
                  TestFiles.turns(row.get("completion")),
                  row.get("label").asBoolean(),
                  1));
        }
        yield new TrainingExamples.Verdicts(verdicts);
      }
    };
  }
}
