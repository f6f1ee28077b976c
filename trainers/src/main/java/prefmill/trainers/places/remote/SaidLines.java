package prefmill.trainers.places.remote;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import prefmill.trainers.places.PlacedProgram;

/** What a program elsewhere has said, kept in its folder here and taken apart into lines. */
public final class SaidLines implements AutoCloseable {
  private final Queue<String> lines = new ArrayDeque<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final OutputStream kept;
  private long bytes;

  private SaidLines(OutputStream kept) {
    this.kept = kept;
  }

  /** Of a program, from its beginning. */
  public static SaidLines of(PlacedProgram program) throws IOException {
    return new SaidLines(Files.newOutputStream(program.file(PlacedProgram.STDOUT)));
  }

  /** Takes what comes next. */
  public void take(byte[] next) throws IOException {
    kept.write(next);
    bytes += next.length;
    for (byte b : next) {
      if (b == '\n') {
        lines.add(line.toString(StandardCharsets.UTF_8));
        line.reset();
      } else {
        line.write(b);
      }
    }
  }

  /** How many bytes have been taken. */
  public long bytes() {
    return bytes;
  }

  /** Whether no whole line waits. */
  public boolean isEmpty() {
    return lines.isEmpty();
  }

  /** The next whole line. */
  public Optional<String> next() {
    return Optional.ofNullable(lines.poll());
  }

  @Override
  public void close() throws IOException {
    kept.close();
  }
}
