package prefmill.runners.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import prefmill.datasets.objects.Durable;
import prefmill.runners.failure.CommandFailure;
import prefmill.trainers.adapter.MergedModel;
import prefmill.trainers.adapter.MlxLayout;
import prefmill.trainers.adapter.PeftAdapter;
import prefmill.trainers.huggingface.ModelWeights;

/** The layouts that an adapter can be written in. */
public enum ExportFormat {
  /** PEFT's, its weights file byte by byte the registered one. */
  PEFT,
  /** mlx-lm's. */
  MLX,
  /** The base model with the adapter worked into its weights. */
  MERGED;

  /**
   * The format of a name.
   *
   * @throws CommandFailure with the exit code of wrong usage, if there is none
   */
  public static ExportFormat parse(String label) {
    return Arrays.stream(values())
        .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                CommandFailure.usage(
                    "--format %s is none: write peft, mlx or merged.".formatted(label)));
  }

  /**
   * Writes an adapter; the folder appears only whole.
   *
   * @throws CommandFailure if the folder has no name, is there already or would be among the
   *     adapter's own files, or if merged and the base model is not the one that the adapter was
   *     trained on
   */
  public void write(ServedAdapter adapter, Path folder) throws IOException {
    if (folder.toString().isBlank()) {
      throw CommandFailure.usage("--to names no folder: write --to FOLDER.");
    }
    if (Files.exists(folder)) {
      throw CommandFailure.usage(folder + " is already there: choose another folder.");
    }
    if (parent(folder).startsWith(adapter.folder().toRealPath())) {
      throw CommandFailure.usage(
          "%s would be among the files of %s: choose a folder outside %s."
              .formatted(folder, adapter.row().modelId(), adapter.folder()));
    }
    Files.createDirectories(folder.toAbsolutePath().getParent());
    if (this == MERGED) {
      MergedModel.write(base(adapter), adapter.numbers(), folder);
      return;
    }
    Path attempt = folder.resolveSibling("." + folder.getFileName() + "-" + UUID.randomUUID());
    try {
      Files.createDirectories(attempt);
      if (this == MLX) {
        MlxLayout.write(adapter.numbers(), attempt);
      } else {
        for (String file : new String[] {PeftAdapter.WEIGHTS, PeftAdapter.CONFIG}) {
          Files.copy(adapter.folder().resolve(file), attempt.resolve(file));
        }
      }
      Durable.syncTree(attempt);
      Files.move(attempt, folder, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Durable.deleteTree(attempt);
    }
  }

  /** The nearest folder above that is there, with links followed. */
  private static Path parent(Path folder) throws IOException {
    Path parent = folder.toAbsolutePath().getParent();
    while (!Files.exists(parent)) {
      parent = parent.getParent();
    }
    return parent.toRealPath();
  }

  private static Path base(ServedAdapter adapter) throws IOException {
    Path base = Path.of(adapter.row().baseModel());
    if (!Files.isDirectory(base)) {
      throw CommandFailure.failed(
          "The base model %s is not there: put it back, its weights must have the hash %s."
              .formatted(base, adapter.row().baseModelSha256()));
    }
    String found = ModelWeights.sha256(base);
    if (!found.equals(adapter.row().baseModelSha256())) {
      throw CommandFailure.failed(
          "%s has weights of the hash %.8s, %s was trained on %.8s: put that base model back."
              .formatted(base, found, adapter.row().modelId(), adapter.row().baseModelSha256()));
    }
    return base;
  }
}
