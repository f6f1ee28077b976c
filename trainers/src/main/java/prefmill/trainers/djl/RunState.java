package prefmill.trainers.djl;

import ai.djl.pytorch.engine.PtNDManager;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import prefmill.datasets.canonical.Sha256;
import prefmill.trainers.adapter.LoraScale;
import prefmill.trainers.adapter.PeftAdapter;
import prefmill.trainers.checkpoint.Checkpoint;
import prefmill.trainers.djl.model.AdamW;
import prefmill.trainers.djl.model.CausalModel;
import prefmill.trainers.djl.model.LoraParameters;
import prefmill.trainers.safetensors.FloatTensor;
import prefmill.trainers.training.StepReport;
import prefmill.trainers.training.TrainingException;
import prefmill.trainers.training.TrainingRun;

/**
 * What moves during a run: the adapter, the optimiser's memory, and the steps so far.
 *
 * @param run identifies rows, plan and base model
 * @param lora the adapter
 * @param optimizer moves it
 * @param reports the steps so far, to be added to
 */
record RunState(String run, LoraParameters lora, AdamW optimizer, List<StepReport> reports) {
  private static final String PARAMETER = "p.";

  /** Begins a run, or takes it up behind a checkpoint. */
  static RunState of(
      PtNDManager manager, CausalModel model, TrainingRun run, Optional<Checkpoint> checkpoint)
      throws IOException {
    if (checkpoint.isEmpty()) {
      LoraParameters lora = start(manager, model, run);
      return new RunState(id(run), lora, model.optimizer(lora), new ArrayList<>());
    }
    SortedMap<String, FloatTensor> parameters = new TreeMap<>();
    checkpoint
        .get()
        .tensors()
        .forEach(
            (name, value) -> {
              if (name.startsWith(PARAMETER)) {
                parameters.put(name.substring(PARAMETER.length()), value);
              }
            });
    LoraParameters lora =
        LoraParameters.of(manager, model.config(), run.plan().lora().rank(), parameters);
    AdamW optimizer = model.optimizer(lora);
    optimizer.restore(checkpoint.get().step(), checkpoint.get().tensors());
    return new RunState(id(run), lora, optimizer, new ArrayList<>(checkpoint.get().reports()));
  }

  /** What a checkpoint must have been made from to be gone on from. */
  static String id(TrainingRun run) {
    String text =
        String.join(
            "\n",
            run.key(),
            run.baseModelName(),
            run.plan().toString(),
            run.start().toString(),
            Integer.toString(run.examples().size()));
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
  }

  Checkpoint checkpoint() {
    SortedMap<String, FloatTensor> tensors = optimizer.moments();
    lora.values().forEach((name, value) -> tensors.put(PARAMETER + name, value));
    return new Checkpoint(run, reports, tensors);
  }

  private static LoraParameters start(PtNDManager manager, CausalModel model, TrainingRun run)
      throws IOException {
    int rank = run.plan().lora().rank();
    if (run.start().isEmpty()) {
      return LoraParameters.fresh(manager, model.config(), rank, run.plan().seed());
    }
    PeftAdapter from = PeftAdapter.read(run.start().get());
    if (!from.lora().equals(LoraScale.of(run.plan().lora()))) {
      throw new TrainingException(
          "The adapter to go on from has %s, the plan says %s: give the plan the same rank and alpha."
              .formatted(from.lora(), run.plan().lora()));
    }
    return LoraParameters.of(manager, model.config(), rank, from.tensors());
  }
}
