package prefmill.runners.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk of a few megabytes in memory, which tests fill. To mount one a process must be root. */
final class SmallDisk implements AutoCloseable {
  private static final int BLOCK = 4_096;

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Mounts one; a test that cannot is skipped and says so. */
  static SmallDisk mount(Path folder, int megabytes) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    String size = "size=" + megabytes + "m";
    boolean mounted = run("mount", "-t", "tmpfs", "-o", size, "none", folder.toString());
    assumeTrue(mounted, "no disk can be mounted here, which takes root: nothing was tested");
    return new SmallDisk(folder);
  }

  /** Fills it, but for so many kilobytes. */
  void fillBut(int kilobytes) throws IOException {
    byte[] block = new byte[BLOCK];
    try (OutputStream filler = Files.newOutputStream(filler())) {
      while (Files.getFileStore(folder).getUsableSpace() > kilobytes * 1024L) {
        filler.write(block);
      }
    }
  }

  /** Makes room. */
  void free() throws IOException {
    Files.delete(filler());
  }

  /** Lets nobody write to it, or everybody again. */
  void readOnly(boolean so) throws InterruptedException {
    String mode = "remount," + (so ? "ro" : "rw");
    boolean remounted = run("mount", "-o", mode, folder.toString());
    assumeTrue(remounted, "no disk can be made read-only here: nothing was tested");
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  @Override
  public void close() throws InterruptedException {
    boolean unmounted = run("umount", "-l", folder.toString());
    if (!unmounted) {
      throw new IllegalStateException("the test's disk in " + folder + " cannot be unmounted");
    }
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
