package prefmill.transforms.statements;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import prefmill.transforms.context.SidedContext;
import prefmill.transforms.decisions.Decision;
import prefmill.transforms.event.Facet;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.event.Signal;
import prefmill.transforms.keys.EventKeys;
import prefmill.transforms.keys.Id;
import prefmill.transforms.outcome.Outcomes;

/**
 * Of all that a person says about a message in a facet, the latest word counts, unless taken back.
 */
public final class LatestWord {
  private final SidedContext context;
  private final Answers answers;
  private final Outcomes.Gatherer outcomes;

  /** Of the events of a context; what does not count is told to outcomes. */
  public LatestWord(SidedContext context, Answers answers, Outcomes.Gatherer outcomes) {
    this.context = context;
    this.answers = answers;
    this.outcomes = outcomes;
  }

  /** The statements that count, in the order of their events. */
  public List<Statement> statements() {
    Map<Subject, Statement> latest = new LinkedHashMap<>();
    for (MaskedEvent event : context.events()) {
      for (Signal signal : event.body().signals()) {
        if (signal instanceof Signal.Retraction) {
          outcomes.reject(event.keys().eventId(), Statement.settled("retraction"));
          continue;
        }
        Statement said = statement(event, signal);
        Subject subject = new Subject(said.person(), said.message(), signal.facet());
        Statement before = latest.remove(subject);
        if (before != null) {
          outcomes.reject(before.eventId(), Statement.settled("superseded"), said.eventId());
        }
        latest.put(subject, said);
      }
    }
    return retained(latest);
  }

  private List<Statement> retained(Map<Subject, Statement> latest) {
    Map<List<Id>, List<Decision.Retracted>> retractions = new HashMap<>();
    for (Decision.Retracted r : context.retractions()) {
      retractions.computeIfAbsent(List.of(r.person(), r.message()), k -> new ArrayList<>()).add(r);
    }
    List<Statement> kept = new ArrayList<>(latest.size());
    latest.forEach(
        (subject, said) -> {
          List<Decision.Retracted> by =
              retractions.getOrDefault(List.of(subject.person, subject.message), List.of());
          if (by.stream().anyMatch(r -> takesBack(r, subject.facet, said.event().keys()))) {
            outcomes.reject(said.eventId(), Statement.settled("retracted"));
          } else {
            kept.add(said);
          }
        });
    return kept;
  }

  private static boolean takesBack(Decision.Retracted retraction, Facet facet, EventKeys said) {
    if (retraction.facet() != null && retraction.facet() != facet) {
      return false;
    }
    return said.createdAt() != retraction.createdAt()
        ? said.createdAt() < retraction.createdAt()
        : said.event().compareTo(retraction.event()) < 0;
  }

  private Statement statement(MaskedEvent event, Signal signal) {
    Id message = event.keys().message();
    if (!message.isPresent()) {
      message =
          signal instanceof Signal.Choice choice
              ? answers.idOfSet(choice)
              : answers.of(event.body().exchange().response()).id();
    }
    String response = event.body().exchange().response();
    return new Statement(
        event,
        signal,
        message,
        signal instanceof Signal.Choice || response == null ? null : answers.of(response),
        !context.straddlers().contains(event.keys().event()));
  }

  private record Subject(Id person, Id message, Facet facet) {}
}
