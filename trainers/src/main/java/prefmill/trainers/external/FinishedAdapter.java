package prefmill.trainers.external;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import prefmill.trainers.adapter.LoraScale;
import prefmill.trainers.adapter.MlxLayout;
import prefmill.trainers.adapter.PeftAdapter;
import prefmill.trainers.environment.ExternalBackend;
import prefmill.trainers.huggingface.ModelWeights;
import prefmill.trainers.safetensors.TensorType;
import prefmill.trainers.training.TrainingException;
import prefmill.trainers.training.TrainingRun;

/** Takes an adapter over from a trainer's folder: only numbers, and only if they fit the model. */
final class FinishedAdapter {
  private static final String PREFIX = "base_model.model.";
  private static final String DOWN = ".lora_A.weight";

  private FinishedAdapter() {}

  /**
   * Reads what the program left.
   *
   * @throws TrainingException if it is not the adapter that the run asked for
   */
  static PeftAdapter read(ExternalBackend backend, Path folder, TrainingRun run)
      throws IOException {
    PeftAdapter left =
        backend == ExternalBackend.MLX
            ? MlxLayout.read(folder, run.baseModelName())
            : PeftAdapter.read(folder);
    if (!left.lora().equals(LoraScale.of(run.plan().lora()))) {
      throw new TrainingException(
          "%s left an adapter with %s where the plan says %s: report this with the run's request."
              .formatted(backend.label(), left.lora(), run.plan().lora()));
    }
    requireFit(left, run.baseModel());
    return new PeftAdapter(run.baseModelName(), left.lora(), left.tensors());
  }

  private static void requireFit(PeftAdapter adapter, Path baseModel) throws IOException {
    try (ModelWeights weights = ModelWeights.open(baseModel)) {
      for (String name : adapter.tensors().keySet()) {
        if (name.startsWith(PREFIX) && name.endsWith(DOWN)) {
          String projection = name.substring(PREFIX.length(), name.length() - DOWN.length());
          requireFit(adapter, weights, projection);
        }
      }
    }
  }

  private static void requireFit(PeftAdapter adapter, ModelWeights weights, String projection) {
    String base = projection + ".weight";
    long in = adapter.tensors().get(PREFIX + projection + DOWN).shape().get(1);
    long out = adapter.tensors().get(PREFIX + projection + ".lora_B.weight").shape().get(0);
    boolean known = weights.names().contains(base);
    if (known && isPacked(weights.info(base).type())) {
      return; // a quantised model's weights say nothing of their width
    }
    if (!known || !weights.info(base).shape().equals(List.of(out, in))) {
      throw new TrainingException(
          "The adapter has factors for %s that do not fit the base model: it was trained on another."
              .formatted(projection));
    }
  }

  private static boolean isPacked(TensorType type) {
    return switch (type) {
      case F32, F16, BF16 -> false;
      default -> true;
    };
  }
}
