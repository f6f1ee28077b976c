package prefmill.runners.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.failure.ExitCode;

/** Says what this machine has, and what is missing for a run. */
@Command(name = "doctor", description = "Says whether this machine has what a run needs.")
public final class Doctor implements Callable<Integer> {
  private static final long NEEDED_MEMORY_MB = 1_000;
  private static final long NEEDED_DISK_MB = 2_000;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws IOException {
    List<Finding> findings = new ArrayList<>();
    findings.add(java());
    findings.add(memory());
    findings.add(disk(Path.of("").toAbsolutePath()));
    findings.add(temporaryFolder());
    boolean healthy = findings.stream().allMatch(Finding::ok);
    StringBuilder text = new StringBuilder();
    for (Finding f : findings) {
      text.append(f.ok() ? "ok      " : "WRONG   ").append(f.what()).append(": ");
      text.append(f.seen()).append(f.ok() ? "" : ". " + f.mend()).append('\n');
    }
    common.output().result(Map.of("healthy", healthy, "findings", findings), text.toString());
    return (healthy ? ExitCode.DONE : ExitCode.FAILED).code();
  }

  private static Finding java() {
    int feature = Runtime.version().feature();
    return new Finding(
        "java", feature == 17, Runtime.version().toString(), "Set JAVA_HOME to a JDK 17.");
  }

  private static Finding memory() {
    long megabytes = Runtime.getRuntime().maxMemory() >> 20;
    return new Finding(
        "heap",
        megabytes >= NEEDED_MEMORY_MB,
        megabytes + " MB",
        "Set PREFMILL_JAVA_OPTS=-Xmx2g or more.");
  }

  private static Finding disk(Path folder) throws IOException {
    long megabytes = Files.getFileStore(folder).getUsableSpace() >> 20;
    return new Finding(
        "disk",
        megabytes >= NEEDED_DISK_MB,
        megabytes + " MB free at " + folder,
        "Free some space, at least " + NEEDED_DISK_MB + " MB.");
  }

  private static Finding temporaryFolder() {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    return new Finding(
        "temporary folder",
        Files.isWritable(folder),
        folder.toString(),
        "Give this user write access to it, or name another one with -Djava.io.tmpdir.");
  }

  private record Finding(String what, boolean ok, String seen, String mend) {}
}
