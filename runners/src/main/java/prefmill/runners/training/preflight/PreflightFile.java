package prefmill.runners.training.preflight;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import prefmill.trainers.preflight.PreflightReport;

/**
 * The whole report of an adapter's preflight: beside its attempts until there is an adapter, and
 * with the adapter from then on. A later attempt writes it anew.
 */
public final class PreflightFile {
  private static final String NAME = "preflight.json";

  private final Path adapter;

  private PreflightFile(Path adapter) {
    this.adapter = adapter;
  }

  /** The file of an adapter's folder, which need not be there. */
  public static PreflightFile of(Path adapter) {
    return new PreflightFile(adapter);
  }

  /** Writes the report and returns where it is. */
  public Path write(PreflightReport report) throws IOException {
    Path file = early();
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report.json())
            + "\n");
    return file;
  }

  /** Moves the report into the adapter's folder. */
  public void keep() throws IOException {
    if (Files.exists(early())) {
      Files.move(early(), adapter.resolve(NAME), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private Path early() {
    return adapter.resolveSibling("attempts").resolve(adapter.getFileName() + "-" + NAME);
  }
}
