package prefmill.trainers.places.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** What a Job's container has said, from a byte on, over one call of `kubectl logs`. */
final class JobLog implements AutoCloseable {
  private final Process process;
  private final BlockingQueue<Optional<byte[]>> heard = new LinkedBlockingQueue<>();

  private JobLog(Process process) {
    this.process = process;
  }

  /**
   * Begins to listen.
   *
   * @param offset how many bytes are known already
   */
  static JobLog start(java.util.List<String> command, long offset, Path errors) throws IOException {
    JobLog log = new JobLog(new ProcessBuilder(command).redirectError(errors.toFile()).start());
    log.process.getOutputStream().close();
    Thread reader = new Thread(() -> log.read(offset), "log of process " + log.process.pid());
    reader.setDaemon(true);
    reader.start();
    return log;
  }

  private void read(long offset) {
    try (InputStream in = log()) {
      in.skipNBytes(offset);
      byte[] bytes = new byte[1 << 16];
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        heard.add(Optional.of(java.util.Arrays.copyOf(bytes, n)));
      }
    } catch (IOException e) {
      // shorter than what is known, or closed under the reader: it ends like a connection
    } finally {
      heard.add(Optional.empty());
    }
  }

  private InputStream log() {
    return process.getInputStream();
  }

  /** The next bytes; empty when the call has ended. */
  Optional<byte[]> next() throws InterruptedException {
    return heard.take();
  }

  @Override
  public void close() {
    process.destroy();
  }
}
