package prefmill.runners.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a run needs of the machine. */
public final class Machine {
  private static final long NEEDED_MEMORY_MB = 1_000;
  private static final long NEEDED_DISK_MB = 2_000;

  private Machine() {}

  /** Looks at Java, memory, disk and temporary folder. */
  public static List<Finding> findings(Path folder) throws IOException {
    return List.of(java(), memory(), disk(folder), temporaryFolder());
  }

  private static Finding java() {
    String version = Runtime.version().toString();
    return Runtime.version().feature() == 17
        ? Finding.good("java", version)
        : Finding.wrong("java", version + " is not supported: set JAVA_HOME to a JDK 17.");
  }

  private static Finding memory() {
    long megabytes = Runtime.getRuntime().maxMemory() >> 20;
    return megabytes >= NEEDED_MEMORY_MB
        ? Finding.good("heap", megabytes + " MB")
        : Finding.wrong("heap", megabytes + " MB is little: set PREFMILL_JAVA_OPTS=-Xmx2g.");
  }

  private static Finding disk(Path folder) throws IOException {
    long megabytes = Files.getFileStore(folder).getUsableSpace() >> 20;
    String seen = megabytes + " MB free at " + folder;
    return megabytes >= NEEDED_DISK_MB
        ? Finding.good("disk", seen)
        : Finding.wrong("disk", seen + ": free at least " + NEEDED_DISK_MB + " MB.");
  }

  private static Finding temporaryFolder() {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    return Files.isWritable(folder)
        ? Finding.good("temporary folder", folder.toString())
        : Finding.wrong(
            "temporary folder", folder + " cannot be written to: give this user access to it.");
  }
}
