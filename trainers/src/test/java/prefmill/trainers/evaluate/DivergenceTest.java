package prefmill.trainers.evaluate;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import prefmill.trainers.TestFiles;
import prefmill.trainers.djl.measure.ComparedSequence;
import prefmill.trainers.examples.Turn;
import prefmill.trainers.huggingface.TokenSequence;

/** Divergence, log-probability and hits of one pass, against sums over all logits by hand. */
class DivergenceTest {
  private static final List<Turn> PROMPT = List.of(new Turn("user", "How do I cancel?"));
  private static final List<Turn> ANSWER = List.of(new Turn("assistant", "Sure, here is how."));

  @Test
  void isTheSumOverTheVocabularyAtEachTarget() throws Exception {
    try (AdapterEvaluation evaluation =
        AdapterEvaluation.open(
            TestFiles.parity("model"), TestFiles.parity("final_adapter_dpo"), 256)) {
      Subject subject = evaluation.subject();
      TokenSequence sequence = subject.tokenizer().answer(PROMPT, ANSWER);
      TokenSequence other = subject.tokenizer().chat(PROMPT);
      ComparedSequence found = subject.compare(List.of(sequence, other)).get(0);

      double[][] adapter = logProbs(subject, sequence, true);
      double[][] base = logProbs(subject, sequence, false);
      double divergence = 0;
      double logProb = 0;
      int hits = 0;
      for (int t = sequence.firstTarget(); t < sequence.length(); t++) {
        double[] p = adapter[t - 1];
        double[] q = base[t - 1];
        int token = (int) sequence.id(t);
        boolean likeliest = true;
        for (int v = 0; v < p.length; v++) {
          divergence += Math.exp(p[v]) * (p[v] - q[v]);
          likeliest &= p[v] <= p[token];
        }
        logProb += p[token];
        hits += likeliest ? 1 : 0;
      }
      assertThat(found.targets(), is(sequence.targets()));
      assertThat(found.divergence(), is(closeTo(divergence, 1e-4)));
      assertThat(found.divergence(), is(greaterThan(1e-3)));
      assertThat(found.logProb(), is(closeTo(logProb, 1e-3)));
      assertThat(found.hits(), is(hits));
      assertThat(
          (double) subject.model().logProbs(List.of(sequence), Optional.empty())[0],
          is(closeTo(found.baseLogProb(), 1e-3)));
    }
  }

  private static double[][] logProbs(Subject subject, TokenSequence sequence, boolean adapter) {
    float[] flat =
        subject.model().logits(sequence, adapter ? Optional.of(subject.lora()) : Optional.empty());
    int width = flat.length / sequence.length();
    double[][] rows = new double[sequence.length()][width];
    for (int t = 0; t < rows.length; t++) {
      double sum = 0;
      for (int v = 0; v < width; v++) {
        sum += Math.exp(flat[t * width + v]);
      }
      for (int v = 0; v < width; v++) {
        rows[t][v] = flat[t * width + v] - Math.log(sum);
      }
    }
    return rows;
  }
}
