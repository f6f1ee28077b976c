package prefmill.trainers.places.remote;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a followed run says over one connection, read on a thread of its own. */
public final class Frames implements AutoCloseable {
  private static final int LONGEST = 1 << 28;

  private final Process process;
  private final BlockingQueue<Optional<Frame>> heard = new LinkedBlockingQueue<>();

  private Frames(Process process) {
    this.process = process;
  }

  /**
   * A part of what is said.
   *
   * @param word bytes, ended, or lost
   * @param number how many bytes, or the exit code
   * @param bytes the bytes
   */
  public record Frame(String word, int number, ByteBuffer bytes) {}

  /**
   * Begins to listen.
   *
   * @param errors the file that keeps what the connection's program says on stderr
   */
  public static Frames start(List<String> command, Path errors) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    Frames frames = new Frames(builder.start());
    frames.process.getOutputStream().close();
    Thread reader = new Thread(frames::read, "frames of process " + frames.process.pid());
    reader.setDaemon(true);
    reader.start();
    return frames;
  }

  /** The next one; empty when the connection has ended or has been silent for so long. */
  public Optional<Frame> next(Duration silence) throws InterruptedException {
    Optional<Frame> frame = heard.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
    return frame == null ? Optional.empty() : frame;
  }

  private void read() {
    try (InputStream in = new BufferedInputStream(process.getInputStream())) {
      for (Optional<Frame> frame = frame(in); frame.isPresent(); frame = frame(in)) {
        heard.add(frame);
      }
    } catch (IOException e) {
      // closed under the reader, which ends it like an end of the connection
    } finally {
      heard.add(Optional.empty());
    }
  }

  private static Optional<Frame> frame(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    int c = in.read();
    for (; c >= 0 && c != '\n' && head.length() < 100; c = in.read()) {
      head.append((char) c);
    }
    List<String> words = List.of(head.toString().split(" ", -1));
    if (c != '\n' || words.size() > 2) {
      return Optional.empty();
    }
    int number = words.size() == 2 ? whole(words.get(1)) : 0;
    byte[] bytes = words.get(0).equals("bytes") ? in.readNBytes(Math.max(0, number)) : new byte[0];
    boolean cut = words.get(0).equals("bytes") && bytes.length != number;
    return cut
        ? Optional.empty()
        : Optional.of(new Frame(words.get(0), number, ByteBuffer.wrap(bytes)));
  }

  private static int whole(String digits) {
    if (!digits.matches("\\d{1,9}") || Integer.parseInt(digits) > LONGEST) {
      return -1;
    }
    return Integer.parseInt(digits);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
