package prefmill.trainers.djl.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import prefmill.trainers.djl.engine.OwnedArrays;
import prefmill.trainers.djl.engine.ScriptModule;
import prefmill.trainers.huggingface.ModelConfig;
import prefmill.trainers.huggingface.ModelWeights;
import prefmill.trainers.huggingface.TokenSequence;
import prefmill.trainers.training.TrainingException;

/** A base model in memory, in 32-bit floats, with the script that computes with it. */
public final class CausalModel implements AutoCloseable {
  /** Numbers of one pass's largest array, the logits of its targets. */
  private static final int LOGITS_PER_PASS = 1 << 25;

  private static final int SEQUENCES_PER_PASS = 32;

  private final PtNDManager manager;
  private final ModelConfig config;
  private final ScriptModule script;
  private final RotaryTable rotary;
  private final List<NDArray> weights = new ArrayList<>();

  private CausalModel(PtNDManager manager, ModelConfig config, ModelWeights file, ModelScale scale)
      throws IOException {
    this.manager = manager;
    this.config = config;
    WeightNames names = WeightNames.of(config, file.names());
    for (String name : names.all()) {
      weights.add(
          OwnedArrays.of(
              manager, file.info(name).shape(), (first, count) -> file.floats(name, first, count)));
    }
    this.rotary = RotaryTable.of(manager, config, scale.maxLength());
    this.script =
        ScriptModule.of(
            manager,
            "class M(Module):\n"
                + "  __parameters__ = []\n"
                + "  __buffers__ = []\n"
                + "  training : bool\n"
                + "  def forward(self: __torch__.M, x: Tensor) -> Tensor:\n"
                + "    return x\n"
                + DecoderScript.of(config, names, scale.lora())
                + ObjectiveScript.of(scale));
  }

  /** Loads a Hugging Face folder. */
  public static CausalModel load(PtNDManager parent, Path folder, ModelScale scale)
      throws IOException {
    ModelConfig config = ModelConfig.read(folder);
    config.requireSeen(folder, scale.maxLength());
    PtNDManager manager = (PtNDManager) parent.newSubManager();
    try (ModelWeights weights = ModelWeights.open(folder)) {
      return new CausalModel(manager, config, weights, scale);
    } catch (IOException | RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /** The model's shape. */
  public ModelConfig config() {
    return config;
  }

  /** An optimiser of an adapter's parameters. */
  public AdamW optimizer(LoraParameters lora) {
    return new AdamW(script, manager, lora);
  }

  /**
   * The summed log-probability of each sequence's targets, without gradients.
   *
   * @param lora the adapter; the base model alone if empty
   */
  public float[] logProbs(List<TokenSequence> sequences, Optional<LoraParameters> lora) {
    float[] all = new float[sequences.size()];
    // sequences of like length share a pass, so that little of it is padding
    List<Integer> order =
        IntStream.range(0, all.length)
            .boxed()
            .sorted(Comparator.comparingInt(i -> sequences.get(i).length()))
            .toList();
    int from = 0;
    while (from < order.size()) {
      int to = from + 1;
      long targets = sequences.get(order.get(from)).targets();
      while (to < order.size()
          && to - from < SEQUENCES_PER_PASS
          && (targets + sequences.get(order.get(to)).targets()) * config.vocabulary()
              < LOGITS_PER_PASS) {
        targets += sequences.get(order.get(to++)).targets();
      }
      List<TokenSequence> pass = order.subList(from, to).stream().map(sequences::get).toList();
      try (PtNDManager scope = (PtNDManager) manager.newSubManager()) {
        float[] values = compute(scope, "logp", batch(scope, pass), lora).toFloatArray();
        for (int i = 0; i < values.length; i++) {
          all[order.get(from + i)] = values[i];
        }
      }
      from = to;
    }
    return all;
  }

  /** The logits behind every token of a sequence, one row a token. */
  public float[] logits(TokenSequence sequence, Optional<LoraParameters> lora) {
    try (PtNDManager scope = (PtNDManager) manager.newSubManager()) {
      Batch batch = batch(scope, List.of(sequence));
      NDArray positions = scope.create(LongStream.range(0, sequence.length()).toArray());
      Batch everywhere = new Batch(batch.ids(), positions, batch.targets(), batch.sequences());
      return compute(scope, "logits", everywhere, lora).toFloatArray();
    }
  }

  /**
   * One forward and backward pass.
   *
   * @param scope owns the gradients
   * @param loss the loss's method: dpo, ipo, kto or sft
   * @param rowWeights how much each row counts
   * @param total what the sum of the rows' losses is divided by
   * @param more the loss's own numbers, in its order
   */
  public GradientPass differentiate(
      PtNDManager scope,
      String loss,
      List<TokenSequence> sequences,
      LoraParameters lora,
      float[] rowWeights,
      double total,
      List<float[]> more) {
    List<Object> arguments = arguments(batch(scope, sequences), true);
    arguments.add(scope.create(rowWeights));
    arguments.add(scope.create(new float[] {(float) total}));
    more.forEach(m -> arguments.add(scope.create(m)));
    arguments.add(weights);
    arguments.add(lora.arrays());
    NDList result = script.differentiate(loss, arguments);
    List<Float> logProbs = new ArrayList<>();
    for (float value : result.get(1).toFloatArray()) {
      logProbs.add(value);
    }
    return new GradientPass(
        result.get(0).getFloat(), logProbs, List.copyOf(result.subList(2, result.size())));
  }

  @Override
  public void close() {
    script.close();
    manager.close();
  }

  private NDArray compute(
      PtNDManager scope, String method, Batch batch, Optional<LoraParameters> lora) {
    List<Object> arguments = arguments(batch, method.equals("logp"));
    arguments.add(weights);
    lora.ifPresent(l -> arguments.add(l.arrays()));
    return script.compute(scope, method + (lora.isPresent() ? "1" : "0"), arguments).get(0);
  }

  private List<Object> arguments(Batch batch, boolean targets) {
    List<Object> arguments = new ArrayList<>(List.of(batch.ids(), batch.positions()));
    if (targets) {
      arguments.add(batch.targets());
      arguments.add(batch.sequences());
    }
    arguments.add(rotary.cos());
    arguments.add(rotary.sin());
    return arguments;
  }

  private Batch batch(NDManager scope, List<TokenSequence> sequences) {
    for (TokenSequence sequence : sequences) {
      for (int i = 0; i < sequence.length(); i++) {
        if (sequence.id(i) >= config.vocabulary()) {
          throw new TrainingException(
              "The tokenizer gives token %d, the model knows %d: they do not belong together."
                  .formatted(sequence.id(i), config.vocabulary()));
        }
      }
    }
    return Batch.of(scope, sequences);
  }
}
