package prefmill.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import prefmill.runners.services.EmbeddedBroker;

/** A real broker in a process of its own, which tests kill and start again with what it had. */
public final class BrokerProcess implements AutoCloseable {
  private static final long READY_SECONDS = 60;

  private final Path folder;
  private Process process;

  private BrokerProcess(Path folder) {
    this.folder = folder;
  }

  /** Starts one. */
  public static BrokerProcess start(Path folder) throws IOException, InterruptedException {
    BrokerProcess broker = new BrokerProcess(folder);
    Files.createDirectories(folder);
    broker.start();
    return broker;
  }

  /** Starts it and waits until it is there. */
  void start() throws IOException, InterruptedException {
    Path ready = folder.resolve("ready");
    Files.deleteIfExists(ready);
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                BrokerProcess.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(new File(folder.toFile(), "broker.log")))
            .start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
    while (!Files.exists(ready)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException("the broker has not started; see the log in " + folder);
      }
      Thread.sleep(100);
    }
  }

  public String bootstrap() throws IOException {
    return Files.readString(folder.resolve("ready"));
  }

  /** kill -9. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }

  /** The process. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    EmbeddedBroker broker = EmbeddedBroker.start(folder);
    Path unfinished = Files.writeString(folder.resolve("ready.unfinished"), broker.bootstrap());
    Files.move(unfinished, folder.resolve("ready"));
    Thread.sleep(Long.MAX_VALUE);
  }
}
