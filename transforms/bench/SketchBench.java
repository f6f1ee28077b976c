import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Random;
import java.util.function.IntToLongFunction;
import prefmill.transforms.neardup.Sketcher;
import prefmill.transforms.quality.JudgedPair;
import prefmill.transforms.quality.QualityRules;
import prefmill.transforms.quality.Role;

/**
 * What one row of 900 characters costs in CPU time: sketches, rules on texts, rules on pairs.
 *
 * <p>Run it with {@code java -cp transforms/target/classes:HASH4J_JAR
 * transforms/bench/SketchBench.java}.
 */
public final class SketchBench {
  private static final int ROWS = 20_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private SketchBench() {}

  public static void main(String[] arguments) {
    Random random = new Random(7);
    String[] words = new String[5_000];
    for (int i = 0; i < words.length; i++) {
      words[i] = word(random);
    }
    String[][] rows = new String[ROWS][];
    for (int i = 0; i < ROWS; i++) {
      rows[i] =
          new String[] {
            text(random, words, 200), text(random, words, 350), text(random, words, 350)
          };
    }
    Sketcher sketcher = new Sketcher();
    QualityRules rules = QualityRules.defaults();
    measure("turn sketch", i -> sketcher.turn(rows[i][0])[0]);
    measure("row sketch", i -> sketcher.row(rows[i][0], rows[i][1], rows[i][2])[0]);
    measure("text rules", i -> texts(rules, rows[i]));
    measure(
        "pair rules",
        i -> rules.judgePair(JudgedPair.of(rows[i][0], rows[i][1], rows[i][2])).isEmpty() ? 1 : 0);
    measure(
        "correction rules",
        i -> rules.judgePair(JudgedPair.correction(rows[i][0], rows[i][1], edit(rows[i][1]))).isEmpty() ? 1 : 0);
    String longOne = text(random, words, 4_096);
    String shuffled = longOne.substring(2_048) + longOne.substring(0, 2_048);
    measure(
        "pair rules, 4,096 characters shuffled",
        i -> rules.judgePair(JudgedPair.of("", longOne, shuffled)).isEmpty() ? 1 : 0,
        2_000);
  }

  private static long texts(QualityRules rules, String[] row) {
    long kept = rules.judge(Role.PROMPT, row[0]).isEmpty() ? 1 : 0;
    kept += rules.judge(Role.CHOSEN, row[1]).isEmpty() ? 1 : 0;
    return kept + (rules.judge(Role.REJECTED, row[2]).isEmpty() ? 1 : 0);
  }

  private static void measure(String what, IntToLongFunction work) {
    measure(what, work, ROWS);
  }

  private static void measure(String what, IntToLongFunction work, int rows) {
    long sum = 0;
    for (int round = 0; round < 4; round++) {
      long start = THREADS.getCurrentThreadCpuTime();
      for (int i = 0; i < rows; i++) {
        sum += work.applyAsLong(i);
      }
      double micros = (THREADS.getCurrentThreadCpuTime() - start) / 1e3 / rows;
      if (round == 3) {
        System.out.printf(
            "%-40s %7.2f us  %,9.0f a CPU second (%d)%n", what, micros, 1e6 / micros, sum);
      }
    }
  }

  private static String edit(String text) {
    return text.substring(0, 60) + "changed" + text.substring(70);
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    int length = 2 + random.nextInt(7);
    for (int i = 0; i < length; i++) {
      word.append((char) ('a' + random.nextInt(26)));
    }
    return word.toString();
  }

  private static String text(Random random, String[] words, int length) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(words[(int) (words.length * Math.pow(random.nextDouble(), 3))]).append(' ');
    }
    return text.substring(0, length);
  }
}
