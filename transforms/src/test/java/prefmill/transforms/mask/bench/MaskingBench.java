package prefmill.transforms.mask.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import prefmill.transforms.event.FeedbackEvent.Author;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.mask.MaskingRules;
import prefmill.transforms.mask.PiiMasker;
import prefmill.transforms.mask.SampleTexts;

/** Prints how many documents of 900 characters a CPU second masks with all default rules. */
final class MaskingBench {
  private static final int LENGTH = 900;
  private static final int DOCUMENTS = 2_000;
  private static final int ROUNDS = 200;

  private MaskingBench() {}

  /**
   * Measures prose without values, and with a value in one of ten and in three of ten sentences.
   *
   * @param arguments where to write the documents and figures for a comparison with others; nothing
   *     to print the figures only
   */
  public static void main(String[] arguments) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int valuesInTen : List.of(0, 1, 3, 0, 1, 3)) {
      Random random = new Random(1);
      List<String> documents =
          Stream.generate(() -> SampleTexts.document(random, LENGTH, valuesInTen))
              .limit(DOCUMENTS)
              .toList();
      double rate = documentsPerSecond(documents);
      System.err.printf(
          "%d in ten sentences with a value: %.0f documents a CPU second%n", valuesInTen, rate);
      lines.add(
          new ObjectMapper()
              .writeValueAsString(
                  Map.of("in_ten", valuesInTen, "rate", rate, "documents", documents)));
    }
    if (arguments.length > 0) {
      Files.write(Path.of(arguments[0]), lines.subList(lines.size() / 2, lines.size()));
    }
  }

  private static double documentsPerSecond(List<String> documents) {
    byte[] key = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    PiiMasker masker = PiiMasker.of(MaskingRules.defaults(), KeyedHash.of(key, "bench"));
    Author author = new Author("u1", "Anna Schmidt", "anna@home.example", null);
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long start = clock.getCurrentThreadCpuTime();
    long length = 0;
    for (int round = 0; round < ROUNDS; round++) {
      for (String document : documents) {
        length += masker.mask(document, author).text().length();
      }
    }
    double seconds = (clock.getCurrentThreadCpuTime() - start) / 1e9;
    if (length == 0) {
      throw new IllegalStateException("nothing was masked");
    }
    return ROUNDS * DOCUMENTS / seconds;
  }
}
