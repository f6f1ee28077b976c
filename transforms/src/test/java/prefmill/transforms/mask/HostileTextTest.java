package prefmill.transforms.mask;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SequenceWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import prefmill.transforms.mask.bench.HostileTextClock;
import prefmill.transforms.mask.rules.RuleScanner;
import prefmill.transforms.mask.rules.RuleScanner.Ranked;
import prefmill.transforms.mask.text.WorstCases;

/**
 * On a megabyte of the worst that is found for each rule, no rule takes more steps than in
 * proportion to the length, and all rules together at most 100 ms of CPU and 4 us for each value.
 */
class HostileTextTest {
  private static final long MOST_STEPS_A_CHARACTER = 200;
  private static final double MOST_GROWTH = 10.5;

  static Stream<Ranked> rules() {
    return HostilePieces.rules();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theWorstForARuleTakesStepsInProportionToItsLength(Ranked rule) {
    RuleScanner scanner = RuleScanner.of(List.of(rule));
    for (String piece : HostilePieces.worst(rule)) {
      int length = HostilePieces.MEGABYTE;
      long few = HostilePieces.steps(scanner, WorstCases.repeated(piece, length / 10));
      long many = HostilePieces.steps(scanner, WorstCases.repeated(piece, length));
      String what = rule.rule().name() + " on " + piece;
      assertThat(what, many / (few + 1.0), lessThan(MOST_GROWTH));
      assertThat(what, many / length, lessThan(MOST_STEPS_A_CHARACTER));
    }
  }

  /** In a process of its own, with both compilers: that of the tests has the quick one alone. */
  @Test
  @Tag("soak")
  void theWorstForEachRuleIsQuick() throws Exception {
    Set<String> pieces = HostilePieces.all();
    Process clock =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                HostileTextClock.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (SequenceWriter lines =
        new ObjectMapper().writerFor(String.class).writeValues(clock.getOutputStream())) {
      lines.writeAll(pieces);
    }
    List<String> slow = clock.inputReader(StandardCharsets.UTF_8).lines().toList();
    assertThat(slow, is(List.of(pieces.size() + " pieces")));
    assertThat(clock.waitFor(), is(0));
  }
}
