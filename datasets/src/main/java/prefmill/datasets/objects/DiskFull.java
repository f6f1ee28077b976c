package prefmill.datasets.objects;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Set;

/** A disk had no room for a file, or its user no more: one sentence that names it. */
public final class DiskFull extends IOException {
  private static final long serialVersionUID = 1L;
  private static final Set<String> REASONS =
      Set.of("No space left on device", "Disk quota exceeded");

  private DiskFull(Path file, IOException cause) {
    super(
        "the disk is full, %s could not be written: make room and run the same command again"
            .formatted(file),
        cause);
  }

  /**
   * What is to be thrown where writing a file failed: the system names none when a disk is full.
   */
  public static IOException or(Path file, IOException fault) {
    String reason =
        fault instanceof FileSystemException named ? named.getReason() : fault.getMessage();
    return reason != null && REASONS.contains(reason) ? new DiskFull(file, fault) : fault;
  }
}
