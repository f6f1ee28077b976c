package prefmill.trainers.djl.generate;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import prefmill.trainers.SamplePairs;
import prefmill.trainers.TestFiles;
import prefmill.trainers.djl.measure.ComparedSequence;
import prefmill.trainers.evaluate.AdapterEvaluation;
import prefmill.trainers.evaluate.Subject;
import prefmill.trainers.huggingface.TokenSequence;

/** What generation promises besides being transformers' own, which the python tests ask. */
class GeneratorTest {
  private static final int TOKENS = 12;

  @Test
  void isTheSameAloneAndAmongOthers() throws Exception {
    try (AdapterEvaluation open = open()) {
      Subject subject = open.subject();
      List<long[]> prompts = prompts(subject);
      for (Sampling sampling : List.of(Sampling.greedy(), new Sampling(1, 7))) {
        List<long[]> together = ids(subject.generator().generate(prompts, TOKENS, sampling));
        for (int i = 0; i < 3; i++) {
          List<long[]> alone =
              ids(subject.generator().generate(prompts.subList(i, i + 1), TOKENS, sampling));
          assertThat(alone.get(0), is(equalTo(together.get(i))));
        }
      }
    }
  }

  @Test
  void anotherSeedAnswersOtherwiseAndTheSameOneDoesNot() throws Exception {
    try (AdapterEvaluation open = open()) {
      List<long[]> prompt = prompts(open.subject()).subList(0, 1);
      Generator generator = open.subject().generator();
      long[] one = ids(generator.generate(prompt, TOKENS, new Sampling(1, 1))).get(0);
      assertThat(ids(generator.generate(prompt, TOKENS, new Sampling(1, 1))).get(0), is(one));
      assertThat(ids(generator.generate(prompt, TOKENS, new Sampling(1, 2))).get(0), is(not(one)));
    }
  }

  @Test
  void stopsAtAStopTokenAtTheNumberAskedForAndAtTheGreatestLength() throws Exception {
    try (AdapterEvaluation open = open()) {
      Subject subject = open.subject();
      List<long[]> prompt = prompts(subject).subList(0, 1);
      int length = prompt.get(0).length;
      TokenSequence whole = subject.generator().generate(prompt, TOKENS, Sampling.greedy()).get(0);
      assertThat(whole.length(), is(lessThanOrEqualTo(length + TOKENS)));

      long third = whole.id(length + 2);
      TokenSequence stopped = generate(subject, Set.of(third), 256, prompt);
      assertThat(stopped.length(), is(lessThanOrEqualTo(length + 3)));
      assertThat(stopped.id(stopped.length() - 1), is(third));
      assertThat(generate(subject, Set.of(), length + 2, prompt).length(), is(length + 2));
      assertThat(generate(subject, Set.of(), length, prompt).length(), is(length));
    }
  }

  @Test
  void writesWhatOnePassCallsLikeliest() throws Exception {
    try (AdapterEvaluation open = open()) {
      Subject subject = open.subject();
      List<TokenSequence> written =
          subject.generator().generate(prompts(subject), TOKENS, Sampling.greedy());
      for (ComparedSequence compared : subject.compare(written)) {
        assertThat(compared.targets(), is(greaterThan(0)));
        assertThat(compared.completed(), is(true));
      }
    }
  }

  private static TokenSequence generate(
      Subject subject, Set<Long> stops, int maxLength, List<long[]> prompt) {
    return Generator.of(subject.model(), Optional.of(subject.lora()), stops, maxLength)
        .generate(prompt, TOKENS, Sampling.greedy())
        .get(0);
  }

  private static AdapterEvaluation open() throws Exception {
    return AdapterEvaluation.open(
        TestFiles.parity("model"), TestFiles.parity("final_adapter_dpo"), 256);
  }

  private static List<long[]> prompts(Subject subject) {
    List<long[]> prompts = new ArrayList<>();
    SamplePairs.of(20, 3).forEach(p -> prompts.add(subject.tokenizer().prompt(p.prompt())));
    return prompts;
  }

  private static List<long[]> ids(List<TokenSequence> sequences) {
    return sequences.stream()
        .map(s -> Arrays.copyOfRange(s.toArray(), s.promptLength(), s.length()))
        .toList();
  }
}
