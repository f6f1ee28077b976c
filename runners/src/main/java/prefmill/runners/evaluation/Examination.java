package prefmill.runners.evaluation;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import prefmill.datasets.rows.Split;
import prefmill.pipelines.policy.Policy;
import prefmill.runners.training.VersionExamples;
import prefmill.trainers.djl.generate.Generator;
import prefmill.trainers.evaluate.AdapterEvaluation;
import prefmill.trainers.evaluate.HeldOutScores;
import prefmill.trainers.evaluate.Subject;
import prefmill.trainers.evaluate.leak.LeakReplay;
import prefmill.trainers.evaluate.leak.LeakReport;
import prefmill.trainers.evaluate.leak.TrainedChat;
import prefmill.trainers.training.Method;

/**
 * Everything that is measured of a candidate and of what it is held against, each loaded once.
 *
 * @param candidate what the new adapter does
 * @param baseline what the live adapter does, or the base model
 * @param leaks what the candidate brings back of its training rows
 */
record Examination(Seen candidate, Seen baseline, LeakReport leaks) {
  /**
   * Measures.
   *
   * @param live what to hold it against; the base model if empty
   * @param judged prompts to answer; none if empty
   * @param persons by row_id whose word a row is
   */
  static Examination of(
      Policy policy,
      VersionExamples rows,
      Map<String, String> persons,
      Contender candidate,
      Optional<Contender> live,
      Optional<JudgedAnswers> judged)
      throws IOException {
    HeldOut heldOut = HeldOut.of(rows, Split.TEST);
    Seen seen;
    Seen base;
    LeakReport leaks;
    try (AdapterEvaluation open = candidate.open(rows.day())) {
      Subject subject = open.subject();
      seen = new Seen(heldOut.scores(open), answers(judged, subject, subject.generator()));
      base =
          new Seen(
              seen.scores().base(),
              live.isPresent() ? List.of() : answers(judged, subject, subject.baseGenerator()));
      leaks = leaks(policy, rows, persons, candidate.adapter().method(), subject);
    }
    if (live.isEmpty()) {
      return new Examination(seen, base, leaks);
    }
    try (AdapterEvaluation open = live.get().open(rows.day())) {
      Subject subject = open.subject();
      Seen other = new Seen(heldOut.scores(open), answers(judged, subject, subject.generator()));
      return new Examination(seen, other, leaks);
    }
  }

  private static List<Optional<String>> answers(
      Optional<JudgedAnswers> judged, Subject subject, Generator generator) {
    return judged.map(j -> j.answers(subject, generator)).orElse(List.of());
  }

  private static LeakReport leaks(
      Policy policy,
      VersionExamples rows,
      Map<String, String> persons,
      String method,
      Subject subject) {
    return LeakReplay.of(subject)
        .run(
            TrainedChat.of(
                rows.examples(Method.valueOf(method.toUpperCase(Locale.ROOT)), Split.TRAIN),
                row -> persons.getOrDefault(row, row)),
            policy.training().orElseThrow().evaluation().canaries(),
            PersonalDataRecogniser.of(policy));
  }

  /**
   * What one side does.
   *
   * @param scores on the held-out rows
   * @param answers to the judged prompts, in their order; empty where there is no room for one
   */
  record Seen(HeldOutScores scores, List<Optional<String>> answers) {}
}
