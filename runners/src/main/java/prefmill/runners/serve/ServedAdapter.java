package prefmill.runners.serve;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.project.OpenRegistry;
import prefmill.runners.project.Project;
import prefmill.runners.training.AlteredFilesException;
import prefmill.runners.training.RegisteredFiles;
import prefmill.trainers.adapter.PeftAdapter;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.entry.AdapterStatus;
import prefmill.trainers.registry.entry.RegisteredAdapter;
import prefmill.trainers.registry.live.Aliases;
import prefmill.trainers.registry.live.LiveAdapter;

/**
 * An adapter that may be served, its file the one that was registered and evaluated.
 *
 * @param row the registry's row
 * @param numbers what its files hold
 */
public record ServedAdapter(RegisteredAdapter row, PeftAdapter numbers) {
  /**
   * Finds an adapter and checks its files and those beside its base model's weights.
   *
   * @param asked an alias, for what is live under it, or NAME@VERSION
   * @throws CommandFailure if there is none, or if it is tainted
   * @throws AlteredFilesException if a file is another
   */
  public static ServedAdapter find(Project project, String asked) throws IOException, SQLException {
    RegisteredAdapter row =
        OpenRegistry.ask(project, registry -> resolve(registry, asked))
            .flatMap(adapter -> adapter)
            .orElseThrow(() -> CommandFailure.usage(unknown(asked)));
    return of(row);
  }

  /**
   * Makes sure that an adapter could be served, before it goes live.
   *
   * @throws CommandFailure with the exit code of a gate, if it is tainted or a file is another
   */
  public static void requireServable(RegisteredAdapter row) throws IOException {
    try {
      ServedAdapter unused = of(row);
    } catch (AlteredFilesException e) {
      throw CommandFailure.refused(e.getMessage());
    }
  }

  /**
   * Makes sure that an adapter did not learn from what is erased.
   *
   * @throws CommandFailure with the exit code of a gate, if it is tainted
   */
  public static void requireUntainted(RegisteredAdapter row) {
    if (row.status() == AdapterStatus.TAINTED) {
      throw CommandFailure.refused(
          "%s is tainted: it was trained on feedback that has been erased. It is not served: promote another adapter."
              .formatted(row.modelId()));
    }
  }

  private static ServedAdapter of(RegisteredAdapter row) throws IOException {
    requireUntainted(row);
    PeftAdapter numbers = RegisteredFiles.adapter(row);
    RegisteredFiles.requireFiles(row, Path.of(row.baseModel()));
    return new ServedAdapter(row, numbers);
  }

  /** Where it is, in PEFT's layout. */
  public Path folder() {
    return Path.of(row.adapterUri());
  }

  private static Optional<RegisteredAdapter> resolve(Registry registry, String asked) {
    return asked.contains("@")
        ? registry.adapters().find(asked)
        : Aliases.of(registry)
            .live(asked)
            .map(LiveAdapter::modelId)
            .flatMap(registry.adapters()::find);
  }

  private static String unknown(String asked) {
    return asked.contains("@")
        ? "The registry holds no adapter %s: `prefmill registry list` shows which it holds."
            .formatted(asked)
        : "Nothing is live under %s: `prefmill registry promote` makes an adapter live."
            .formatted(asked);
  }
}
