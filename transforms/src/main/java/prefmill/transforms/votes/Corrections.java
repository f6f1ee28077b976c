package prefmill.transforms.votes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import prefmill.transforms.event.Signal;
import prefmill.transforms.keys.Id;
import prefmill.transforms.outcome.Outcomes;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.settled.Answer;
import prefmill.transforms.settled.Corrected;
import prefmill.transforms.settled.Supporter;
import prefmill.transforms.statements.Answers;
import prefmill.transforms.statements.Reviews;
import prefmill.transforms.statements.Statement;

/**
 * Answers and what persons or curators would have wanted instead.
 *
 * <p>Where a curator edited an answer or corrected it, what others wanted instead of it gives way.
 */
final class Corrections {
  private static final Reason SAME_TEXT = Reason.of(Stage.PAIR, "same_text");

  private final Answers answers;
  private final Reviews reviews;
  private final Outcomes.Gatherer outcomes;
  private final Map<Id, Map<Id, List<Statement>>> wanted = new LinkedHashMap<>();
  private final Map<Id, List<Statement>> downs = new HashMap<>();

  Corrections(Answers answers, Reviews reviews, Outcomes.Gatherer outcomes) {
    this.answers = answers;
    this.reviews = reviews;
    this.outcomes = outcomes;
  }

  /** A person dislikes an answer, and may have corrected it, too. */
  void dislike(Answer answer, Statement said) {
    downs.computeIfAbsent(answer.id(), id -> new ArrayList<>()).add(said);
  }

  /** A correction, or a curator's edit. */
  void cast(Statement said) {
    Answer replacement = replacement(said);
    if (said.answer().id().equals(replacement.id())) {
      outcomes.reject(said.eventId(), SAME_TEXT);
    } else {
      wanted
          .computeIfAbsent(said.answer().id(), id -> new LinkedHashMap<>())
          .computeIfAbsent(replacement.id(), id -> new ArrayList<>())
          .add(said);
    }
  }

  /** One entry for each (answer, replacement), with the same persons' downs on that answer. */
  List<Corrected> results() {
    List<Corrected> corrected = new ArrayList<>();
    for (Map<Id, List<Statement>> replacements : wanted.values()) {
      Statement curated =
          replacements.values().stream()
              .flatMap(List::stream)
              .filter(Statement::curated)
              .findFirst()
              .orElse(null);
      for (List<Statement> same : replacements.values()) {
        if (curated != null && same.stream().noneMatch(Statement::curated)) {
          same.forEach(
              s ->
                  outcomes.reject(s.eventId(), Statement.settled("superseded"), curated.eventId()));
        } else if (same.stream().anyMatch(Statement::supports)) {
          corrected.add(corrected(same));
        }
      }
    }
    return corrected;
  }

  private Corrected corrected(List<Statement> same) {
    Statement first = same.get(0);
    List<Supporter> supporters = reviews.supporters(same);
    Set<Id> persons =
        same.stream()
            .filter(Statement::supports)
            .map(Statement::person)
            .collect(Collectors.toSet());
    List<Statement> disliked =
        downs.getOrDefault(first.answer().id(), List.of()).stream()
            .filter(d -> d.supports() && persons.contains(d.person()))
            .toList();
    return new Corrected(
        first.answer(),
        replacement(first),
        true,
        same.stream().anyMatch(Statement::curated) || same.stream().allMatch(reviews::approves),
        persons.size(),
        supporters,
        reviews.supporters(disliked));
  }

  private Answer replacement(Statement said) {
    return answers.of(
        said.signal() instanceof Signal.Review edit
            ? edit.edit()
            : ((Signal.Correction) said.signal()).text());
  }
}
