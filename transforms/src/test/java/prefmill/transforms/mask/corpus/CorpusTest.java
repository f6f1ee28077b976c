package prefmill.transforms.mask.corpus;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.lessThan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import prefmill.transforms.mask.corpus.MaskedSpans.Span;

/**
 * How much of a labelled corpus is found, and how much else is masked with it.
 *
 * <p>Prints the table that docs/masking.md has to hold.
 */
class CorpusTest {
  private static final Path DOCS = Path.of("../docs/masking.md");
  private static final int VALUES = 200;
  private static final double LEAST_RECALL = 0.99;
  private static final double MOST_OVER_MASKED = 0.002;

  private final CorpusMasker masker = new CorpusMasker();
  private final List<String> missed = new ArrayList<>();
  private long others;
  private long overMasked;

  @Test
  void findsWhatIsThereAndLittleElse() throws IOException {
    StringBuilder table = new StringBuilder("| type | values | masked | as this type |\n");
    table.append("|---|---|---|---|\n");
    for (Kind kind : Kinds.all()) {
      table.append(row(kind));
    }
    table.append(
        String.format(
            Locale.ROOT,
            "\nOf %,d other characters %.4f %% are masked.\n",
            others,
            100.0 * overMasked / others));
    System.out.println(table);

    assertThat((double) overMasked / others, lessThan(MOST_OVER_MASKED));
    assertThat(Files.readString(DOCS), containsString(table.toString()));
  }

  private String row(Kind kind) {
    Random random = new Random(kind.name().hashCode());
    int masked = 0;
    int typed = 0;
    missed.clear();
    for (int i = 0; i < VALUES; i++) {
      Labelled labelled = Labelled.of(kind, random);
      Span found = find(labelled);
      masked += found == null ? 0 : 1;
      typed += found != null && found.type().equals(kind.type().name()) ? 1 : 0;
    }
    double least = kind.checked() ? 1 : LEAST_RECALL;
    assertThat(missed.toString(), (double) masked / VALUES, greaterThanOrEqualTo(least));
    return String.format(
        Locale.ROOT,
        "| %s: %s | %d | %.4f | %.4f |\n",
        kind.type().label(),
        kind.name(),
        VALUES,
        (double) masked / VALUES,
        (double) typed / VALUES);
  }

  /** What masks the value, or null. */
  private Span find(Labelled labelled) {
    String text = labelled.text();
    CorpusMasker.Outcome outcome = masker.mask(labelled);
    overMasked += outcome.others();
    others += text.length() - labelled.value().length();
    if (outcome.found() == null) {
      missed.add(text.substring(0, text.indexOf('\n')));
    }
    return outcome.found();
  }
}
