package prefmill.runners.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes events of the native preset for measurements: {@code GenerateEvents COUNT FILE [SEED]}.
 * About 900 bytes each, four on a context on average, three in a hundred delivered again. The same
 * arguments write the same bytes.
 */
public final class GenerateEvents {
  private GenerateEvents() {}

  /** Writes the file. */
  public static void main(String[] args) throws IOException {
    if (args.length < 2) {
      throw new IllegalArgumentException("Usage: GenerateEvents COUNT FILE [SEED]");
    }
    long seed = args.length > 2 ? Long.parseLong(args[2]) : 1;
    write(Integer.parseInt(args[0]), Path.of(args[1]), seed);
  }

  /** Writes so many lines into a file. */
  public static void write(int count, Path file, long seed) throws IOException {
    ObjectMapper json = new ObjectMapper();
    EventStream events = new EventStream(seed, count);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      for (int i = 0; i < count; i++) {
        out.write(json.writeValueAsBytes(events.next()));
        out.write('\n');
      }
    }
  }
}
