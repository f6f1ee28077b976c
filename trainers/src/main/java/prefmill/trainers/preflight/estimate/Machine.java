package prefmill.trainers.preflight.estimate;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the machine has that trains.
 *
 * @param memoryBytes of all its memory, or of the container's
 * @param freeDiskBytes where adapters are kept
 */
public record Machine(long memoryBytes, long freeDiskBytes) {
  /**
   * This machine.
   *
   * @param adapters a folder that need not be there
   */
  public static Machine here(Path adapters) throws IOException {
    Path folder = adapters.toAbsolutePath();
    while (!Files.exists(folder)) {
      folder = folder.getParent();
    }
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Machine(system.getTotalMemorySize(), Files.getFileStore(folder).getUsableSpace());
  }
}
