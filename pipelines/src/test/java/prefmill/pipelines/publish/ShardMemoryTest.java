package prefmill.pipelines.publish;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.rows.ChatMessage;
import prefmill.datasets.rows.Row;
import prefmill.datasets.rows.UnpairedRow;
import prefmill.transforms.rows.Config;
import prefmill.transforms.splits.Side;

/** A shard is held in memory once, as rows: not its files beside it. */
class ShardMemoryTest {
  private static final int ROWS = 2_000;
  private static final int TEXT = 64_000;
  private static final int MINUTES = 5;

  @Test
  void aFullShardFitsIntoThriceItsSize(@TempDir Path temp) throws Exception {
    Path log = temp.resolve("log.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ShardMemoryTest.class.getName(),
                temp.resolve("scratch").toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
      assertThat(Files.readString(log), ended && process.exitValue() == 0, is(true));
    } finally {
      process.destroyForcibly();
    }
  }

  /** The process: writes a shard of 128 MB of texts into a folder. */
  public static void main(String[] arguments) throws IOException {
    List<Row> rows = new ArrayList<>();
    Random random = new Random(1);
    for (int i = 0; i < ROWS; i++) {
      String id = String.format(Locale.ROOT, "%032x", i);
      List<ChatMessage> prompt = List.of(ChatMessage.user("Tell " + i));
      List<ChatMessage> answer = List.of(ChatMessage.assistant(text(random)));
      rows.add(new UnpairedRow(id, id, null, prompt, answer, true, null, id, 1, 1.0));
    }
    ShardReceipt receipt =
        ShardFiles.write(Path.of(arguments[0]), new ShardKey(Config.UNPAIRED, Side.TRAIN, 0), rows);
    if (receipt.jsonl().rows() != ROWS || receipt.jsonl().bytes() < (long) ROWS * TEXT) {
      throw new IllegalStateException(receipt.json());
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder(TEXT);
    while (text.length() < TEXT) {
      text.append("word").append(random.nextInt(10_000)).append(' ');
    }
    return text.toString();
  }
}
