package prefmill.trainers.places;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A program as a process of its own: what it says on stdout is heard line by line, and kept in a
 * file as is what it says on stderr.
 *
 * <p>Closing it ends the whole tree of processes: first by request, so that a checkpoint can be
 * saved, after seven seconds by force. Its stdin stays open as long as this process lives; a
 * program that follows it ends with us, however we end.
 */
final class ChildProcess implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(7);
  private static final Duration DEATH = Duration.ofSeconds(5);
  private static final long LOOK_MILLIS = 500;

  private final Process process;
  private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
  private final Set<ProcessHandle> tree = new LinkedHashSet<>();
  private final Thread reader;

  private ChildProcess(Process process, Path stdout) {
    this.process = process;
    this.reader = new Thread(() -> read(stdout), "stdout of process " + process.pid());
    reader.setDaemon(true);
  }

  /**
   * Starts a program.
   *
   * @param folder where it works
   * @param stdout the file that keeps its stdout
   * @param stderr the file that keeps its stderr
   */
  static ChildProcess start(List<String> command, Path folder, Path stdout, Path stderr)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectError(stderr.toFile());
    ChildProcess child = new ChildProcess(builder.start(), stdout);
    child.reader.start();
    return child;
  }

  /** The next line of stdout; empty when it has ended. */
  Optional<String> nextLine() throws InterruptedException {
    while (true) {
      look();
      Optional<String> line = lines.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      if (line != null) {
        return line;
      }
    }
  }

  /** Waits for the end; 128 and the signal's number if a signal ended it. */
  int exitCode() throws InterruptedException {
    while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      look();
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    look();
    // The process itself is left to its streams: its own destroy() would close them under it.
    tree.forEach(ProcessHandle::destroy);
    boolean interrupted = waitForAll(GRACE);
    look();
    tree.forEach(ProcessHandle::destroyForcibly);
    interrupted |= waitForAll(DEATH);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  // Who is left of a tree whose root has ended can no longer be found through it.
  private void look() {
    tree.removeIf(handle -> !handle.isAlive());
    if (process.isAlive()) {
      tree.add(process.toHandle());
      process.descendants().forEach(tree::add);
    }
  }

  private boolean waitForAll(Duration time) {
    boolean interrupted = false;
    long deadline = System.nanoTime() + time.toNanos();
    while (tree.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < deadline) {
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    return interrupted;
  }

  private void read(Path stdout) {
    try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8);
        Writer kept = Files.newBufferedWriter(stdout)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        kept.append(line).append('\n').flush();
        lines.add(Optional.of(line));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lines.add(Optional.empty());
    }
  }
}
