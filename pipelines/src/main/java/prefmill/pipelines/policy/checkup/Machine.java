package prefmill.pipelines.policy.checkup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import prefmill.datasets.objects.Places;

/** What this machine offers to a run, whatever the policy. */
public final class Machine {
  private static final int JAVA = 17;
  private static final long NEEDED_MEMORY_MB = 1_000;
  private static final long GOOD_DISK_MB = 10_000;
  private static final long NEEDED_DISK_MB = 1_000;

  private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

  private Machine() {}

  /**
   * Looks at Java, memory, cores, the temporary folder and the disk.
   *
   * @param place where the store is, or will be; it need not exist
   */
  public static List<Finding> findings(Path place) {
    // what goes to a bucket is first gathered there
    Path folder = Places.isOnDisk(place) ? place : TEMPORARY;
    return List.of(java(), memory(), cores(), temporaryFolder(), disk(folder));
  }

  private static Finding java() {
    String seen = Runtime.version().toString();
    return Runtime.version().feature() == JAVA
        ? Finding.ok("java", seen)
        : Finding.fail("java", seen, "Set JAVA_HOME to a JDK 17.");
  }

  private static Finding memory() {
    long megabytes = Runtime.getRuntime().maxMemory() >> 20;
    String seen = megabytes + " MB of heap";
    return megabytes >= NEEDED_MEMORY_MB
        ? Finding.ok("memory", seen)
        : Finding.warn("memory", seen, "Set PREFMILL_JAVA_OPTS=-Xmx2g or more.");
  }

  private static Finding cores() {
    int cores = Runtime.getRuntime().availableProcessors();
    return cores > 1
        ? Finding.ok("cores", Integer.toString(cores))
        : Finding.warn("cores", "1", "Two cores or more make builds and training twice as fast.");
  }

  private static Finding temporaryFolder() {
    return Files.isWritable(TEMPORARY)
        ? Finding.ok("temporary folder", TEMPORARY.toString())
        : Finding.fail(
            "temporary folder",
            TEMPORARY + " is not writable",
            "Give this user write access, or name another folder with -Djava.io.tmpdir.");
  }

  private static Finding disk(Path folder) {
    Path existing = StoreProbe.nearestExisting(folder);
    try {
      long megabytes = Places.room(existing) >> 20;
      String seen = megabytes + " MB free at " + existing;
      String mend = "Free some space, or move `store` to a larger disk.";
      if (megabytes < NEEDED_DISK_MB) {
        return Finding.fail("disk", seen, mend);
      }
      return megabytes < GOOD_DISK_MB ? Finding.warn("disk", seen, mend) : Finding.ok("disk", seen);
    } catch (IOException e) {
      return Finding.fail("disk", e.toString(), "Check that " + existing + " is mounted.");
    }
  }
}
