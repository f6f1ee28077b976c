package prefmill.runners.serve;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import prefmill.datasets.objects.Durable;
import prefmill.runners.failure.CommandFailure;
import prefmill.trainers.adapter.MlxLayout;

/** An adapter in mlx-lm's layout, beside its files in PEFT's: made where the trainer left none. */
final class MlxFolder {
  private static final String NAME = "mlx";

  private MlxFolder() {}

  /**
   * The folder, whole and with the numbers of the adapter.
   *
   * @throws CommandFailure if it holds other numbers
   */
  static Path of(ServedAdapter adapter) throws IOException {
    Path folder = adapter.folder().resolve(NAME);
    if (!Files.isDirectory(folder)) {
      make(adapter, folder);
    }
    String base = adapter.numbers().baseModel();
    if (!MlxLayout.read(folder, base).contentHash().equals(adapter.numbers().contentHash())) {
      throw CommandFailure.failed(
          "%s holds other numbers than %s: remove it, it is made anew."
              .formatted(folder, adapter.row().modelId()));
    }
    return folder;
  }

  private static void make(ServedAdapter adapter, Path folder) throws IOException {
    Path attempt = folder.resolveSibling("." + NAME + "-" + UUID.randomUUID());
    try {
      MlxLayout.write(adapter.numbers(), attempt);
      Durable.syncTree(attempt);
      Files.move(attempt, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!Files.isDirectory(folder)) {
        throw e; // else another process was first with the same bytes
      }
    } finally {
      Durable.deleteTree(attempt);
    }
  }
}
