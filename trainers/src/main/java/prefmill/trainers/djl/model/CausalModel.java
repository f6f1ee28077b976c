package prefmill.trainers.djl.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import prefmill.trainers.djl.engine.OwnedArrays;
import prefmill.trainers.djl.engine.ScriptModule;
import prefmill.trainers.djl.engine.StopRequest;
import prefmill.trainers.djl.measure.ComparedSequence;
import prefmill.trainers.djl.measure.ComparisonScript;
import prefmill.trainers.djl.measure.LikeLengths;
import prefmill.trainers.huggingface.ModelConfig;
import prefmill.trainers.huggingface.ModelWeights;
import prefmill.trainers.huggingface.TokenSequence;
import prefmill.trainers.training.TrainingException;

/** A base model in memory, in 32-bit floats, with the script that computes with it. */
public final class CausalModel implements AutoCloseable {
  /** Numbers of one pass's largest array, the logits of its targets. */
  private static final int LOGITS_PER_PASS = 1 << 25;

  private final PtNDManager manager;
  private final ModelConfig config;
  private final ScriptModule script;
  private final RotaryTable rotary;
  private final List<NDArray> weights = new ArrayList<>();

  private CausalModel(PtNDManager manager, ModelConfig config, ModelWeights file, ModelScale scale)
      throws IOException {
    this.manager = manager;
    this.config = config;
    WeightNames names = WeightNames.of(config, file);
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
                + ComparisonScript.of()
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
    } catch (IOException | RuntimeException | Error e) {
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
   * @throws InterruptedException between two passes, if the thread was interrupted
   */
  public float[] logProbs(List<TokenSequence> sequences, Optional<LoraParameters> lora)
      throws InterruptedException {
    float[] all = new float[sequences.size()];
    for (List<Integer> rows : passes(sequences, LOGITS_PER_PASS)) {
      StopRequest.obey();
      float[] values = pass("logp", rows, sequences, lora);
      for (int i = 0; i < values.length; i++) {
        all[rows.get(i)] = values[i];
      }
    }
    return all;
  }

  /** What an adapter and the base model make of each sequence's targets, in one pass of both. */
  public List<ComparedSequence> compare(List<TokenSequence> sequences, LoraParameters lora) {
    ComparedSequence[] all = new ComparedSequence[sequences.size()];
    // both models' logits, their exponentials and products are there at once
    for (List<Integer> rows : passes(sequences, LOGITS_PER_PASS / 4)) {
      float[] values = pass("compare", rows, sequences, Optional.of(lora));
      for (int i = 0; i < rows.size(); i++) {
        int at = i * ComparisonScript.NUMBERS;
        all[rows.get(i)] =
            new ComparedSequence(
                sequences.get(rows.get(i)).targets(),
                values[at],
                values[at + 1],
                values[at + 2],
                Math.round(values[at + 3]),
                Math.round(values[at + 4]));
      }
    }
    return List.of(all);
  }

  /**
   * The logits of the token that follows each sequence.
   *
   * @param sequences at least one; all of them are computed at once
   */
  public float[][] next(List<TokenSequence> sequences, Optional<LoraParameters> lora) {
    int width = sequences.stream().mapToInt(TokenSequence::length).max().orElseThrow();
    long[] last = new long[sequences.size()];
    for (int i = 0; i < last.length; i++) {
      last[i] = (long) i * width + sequences.get(i).length() - 1;
    }
    try (PtNDManager scope = (PtNDManager) manager.newSubManager()) {
      Batch batch = batch(scope, sequences).at(scope.create(last));
      float[] flat = compute(scope, "logits", batch, lora).toFloatArray();
      float[][] rows = new float[last.length][];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = Arrays.copyOfRange(flat, i * config.vocabulary(), (i + 1) * config.vocabulary());
      }
      return rows;
    }
  }

  /** The logits behind every token of a sequence, one row a token. */
  public float[] logits(TokenSequence sequence, Optional<LoraParameters> lora) {
    try (PtNDManager scope = (PtNDManager) manager.newSubManager()) {
      NDArray positions = scope.create(LongStream.range(0, sequence.length()).toArray());
      Batch everywhere = batch(scope, List.of(sequence)).at(positions);
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

  private List<List<Integer>> passes(List<TokenSequence> sequences, long logits) {
    return LikeLengths.passes(sequences, logits / config.vocabulary());
  }

  private float[] pass(
      String method,
      List<Integer> rows,
      List<TokenSequence> sequences,
      Optional<LoraParameters> lora) {
    try (PtNDManager scope = (PtNDManager) manager.newSubManager()) {
      Batch batch = batch(scope, rows.stream().map(sequences::get).toList());
      return compute(scope, method, batch, lora).toFloatArray();
    }
  }

  private NDArray compute(
      PtNDManager scope, String method, Batch batch, Optional<LoraParameters> lora) {
    List<Object> arguments = arguments(batch, !method.equals("logits"));
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
