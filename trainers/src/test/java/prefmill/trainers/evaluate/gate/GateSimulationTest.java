package prefmill.trainers.evaluate.gate;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static prefmill.trainers.evaluate.gate.SimulatedNights.NIGHTS;
import static prefmill.trainers.evaluate.gate.SimulatedNights.passed;
import static prefmill.trainers.evaluate.gate.SimulatedNights.passedByLikelihood;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * The gate over 200 simulated nights each: how often it lets through what it must not, and what it
 * must. Every count stands in docs/evaluation.md.
 */
class GateSimulationTest {
  private static final Path PAGE = Path.of("../docs/evaluation.md");
  private static final double NOTHING = Double.NaN;
  private static final int AT_MOST = NIGHTS / 20;
  private static final int AT_LEAST = NIGHTS * 4 / 5;
  private static final List<String> MEASURED = new ArrayList<>();

  @AfterAll
  static void everyCountStandsInThePage() throws IOException {
    MEASURED.forEach(System.out::println);
    List<String> page = Files.readAllLines(PAGE);
    assertThat(MEASURED.size(), is(15));
    MEASURED.forEach(line -> assertThat(page, hasItem(line)));
  }

  @Test
  void anAdapterNoBetterPassesAtMostOneNightInTwenty() {
    assertThat(
        List.of(
            told(
                "shuffled labels: a coin for each pair, against the base model",
                passed(night -> SimulatedNights.pairs(night, 500, 0.5, NOTHING))),
            told(
                "no better than the live adapter: both right in 70 % of the pairs",
                passed(night -> SimulatedNights.pairs(night, 500, 0.7, 0.7))),
            told(
                "demonstrations, no likelier on average than the baseline's",
                passedByLikelihood(night -> SimulatedNights.demonstrations(night, 0)))),
        everyItem(is(lessThanOrEqualTo(AT_MOST))));
  }

  @Test
  void theBaseModelAndTooFewPersonsNeverPass() {
    assertThat(
        List.of(
            told(
                "the base model as candidate, against itself",
                passed(night -> SimulatedNights.pairs(night, 500, NOTHING, NOTHING))),
            told(
                "the base model as candidate, against an adapter right in 70 %",
                passed(night -> SimulatedNights.pairs(night, 500, NOTHING, 0.7))),
            told(
                "ten persons, always right, against an adapter never right",
                passed(night -> SimulatedNights.pairs(night, 10, 1, 0)))),
        everyItem(is(0)));
  }

  @Test
  void anAdapterThatOnlyLengthensNeverPasses() {
    List<Integer> counts = new ArrayList<>();
    for (int longer : List.of(75, 90, 97, 99)) {
      counts.add(
          told(
              "only lengthens: right if the chosen answer is longer, as %d %% are"
                  .formatted(longer),
              passed(night -> SimulatedNights.lengthening(night, longer, 1))));
    }
    assertThat(counts, everyItem(is(0)));
  }

  @Test
  void oneThatNearlyAlwaysLengthensPassesAtMostOneNightInTwenty() {
    List<Integer> counts = new ArrayList<>();
    for (int longer : List.of(75, 90, 97)) {
      counts.add(
          told(
              "the same with one exception in twenty pairs, %d %% longer".formatted(longer),
              passed(night -> SimulatedNights.lengthening(night, longer, 0.95))));
    }
    assertThat(counts, everyItem(is(lessThanOrEqualTo(AT_MOST))));
  }

  @Test
  void aBetterAdapterPassesFourNightsInFive() {
    assertThat(
        List.of(
            told(
                "ten points better: right in 70 %, against an adapter right in 60 %",
                passed(night -> SimulatedNights.pairs(night, 500, 0.7, 0.6))),
            told(
                "demonstrations, a tenth of a nat a token likelier",
                passedByLikelihood(night -> SimulatedNights.demonstrations(night, 0.1)))),
        everyItem(is(greaterThanOrEqualTo(AT_LEAST))));
  }

  private static int told(String candidate, int passed) {
    MEASURED.add("| %s | %d |".formatted(candidate, passed));
    return passed;
  }
}
