package prefmill.runners.evaluation;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import prefmill.datasets.rows.Split;
import prefmill.pipelines.policy.training.JudgePolicy;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.training.VersionExamples;
import prefmill.trainers.djl.generate.Generator;
import prefmill.trainers.djl.generate.Sampling;
import prefmill.trainers.evaluate.Subject;
import prefmill.trainers.evaluate.judge.BothOrders;
import prefmill.trainers.evaluate.judge.ChatCompletionsJudge;
import prefmill.trainers.evaluate.judge.JudgeEndpoint;
import prefmill.trainers.evaluate.judge.JudgePrompt;
import prefmill.trainers.evaluate.judge.JudgedPrompt;
import prefmill.trainers.evaluate.judge.JudgedPrompt.Outcome;
import prefmill.trainers.examples.Tools;
import prefmill.trainers.examples.Turn;
import prefmill.trainers.huggingface.TokenSequence;

/**
 * Held-out prompts that candidate and baseline answer and a judge compares: those of the rows with
 * the smallest ids, so always the same ones of a version.
 */
final class JudgedAnswers {
  private static final int ANSWER_TOKENS = 160;

  private final JudgeEndpoint endpoint;
  private final List<Prompt> prompts;

  private JudgedAnswers(JudgeEndpoint endpoint, List<Prompt> prompts) {
    this.endpoint = endpoint;
    this.prompts = prompts;
  }

  /**
   * The sample of a version's test rows whose person is known.
   *
   * @param persons by row_id whose word a row is
   * @throws CommandFailure if the judge's key is not there, before anything is measured
   */
  static JudgedAnswers of(JudgePolicy policy, VersionExamples rows, Map<String, String> persons) {
    // pairs and demonstrations may hold one prompt; it is asked once
    Map<Asked, Prompt> found = new LinkedHashMap<>();
    Map<String, Asked> byRow = new TreeMap<>();
    rows.preferences(Split.TEST)
        .forEach(row -> byRow.put(row.rowId(), new Asked(row.prompt(), row.tools())));
    rows.demonstrations(Split.TEST)
        .forEach(
            row ->
                byRow.put(
                    row.rowId(),
                    new Asked(row.messages().subList(0, row.messages().size() - 1), row.tools())));
    byRow.forEach(
        (row, asked) -> {
          if (persons.containsKey(row)) {
            found.putIfAbsent(asked, new Prompt(row, persons.get(row), asked));
          }
        });
    return new JudgedAnswers(
        endpoint(policy),
        found.values().stream()
            .sorted(Comparator.comparing(Prompt::rowId))
            .limit(policy.prompts())
            .toList());
  }

  /** Greedy answers to all prompts, in their order; empty where the prompt leaves no room. */
  List<Optional<String>> answers(Subject subject, Generator generator) {
    List<long[]> asked =
        prompts.stream()
            .map(Prompt::asked)
            .map(one -> subject.tokenizer().offering(one.tools()).prompt(one.turns()))
            .toList();
    List<Optional<String>> answers = new ArrayList<>();
    for (TokenSequence written : generator.generate(asked, ANSWER_TOKENS, Sampling.greedy())) {
      answers.add(
          written.promptLength() < subject.maxLength()
              ? Optional.of(subject.tokenizer().decode(written.answer()))
              : Optional.empty());
    }
    return answers;
  }

  /** What the policy's judge makes of both sides' answers. */
  List<JudgedPrompt> compare(List<Optional<String>> candidate, List<Optional<String>> baseline)
      throws InterruptedException {
    BothOrders judge = BothOrders.of(ChatCompletionsJudge.of(endpoint));
    List<JudgedPrompt> judged = new ArrayList<>();
    for (int i = 0; i < prompts.size(); i++) {
      Prompt prompt = prompts.get(i);
      Outcome outcome =
          candidate.get(i).isEmpty() || baseline.get(i).isEmpty()
              ? Outcome.TOO_LONG
              : judge.compare(
                  prompt.asked().turns(), candidate.get(i).get(), baseline.get(i).get());
      judged.add(new JudgedPrompt(prompt.person(), outcome));
    }
    return judged;
  }

  /** Who judged, for the record. */
  Map<String, Object> identity() {
    return Map.of(
        "url",
        endpoint.url().toString(),
        "model",
        endpoint.model(),
        "prompt_sha256",
        JudgePrompt.read().sha256());
  }

  private static JudgeEndpoint endpoint(JudgePolicy policy) {
    Optional<String> key = policy.apiKeyEnv().map(System::getenv).map(String::strip);
    if (policy.apiKeyEnv().isPresent() && key.filter(k -> !k.isBlank()).isEmpty()) {
      throw CommandFailure.usage(
          "training.evaluation.judge.api_key_env: the environment variable %s is not set: set it to the judge's key."
              .formatted(policy.apiKeyEnv().get()));
    }
    return new JudgeEndpoint(URI.create(policy.url()), policy.model(), key);
  }

  private record Asked(List<Turn> turns, Tools tools) {}

  private record Prompt(String rowId, String person, Asked asked) {}
}
