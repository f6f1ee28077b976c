package prefmill.transforms.statements;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import prefmill.transforms.event.Signal;
import prefmill.transforms.keys.Id;
import prefmill.transforms.outcome.Outcomes;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.settled.Answer;
import prefmill.transforms.settled.Supporter;

/**
 * What curators say of feedback: on an answer, or under a message that a review names.
 *
 * <p>Each curator has one voice on a statement, the sign of the curator's reviews of its answer or
 * message (an edit approves, too); over several curators the majority rules, and equals rule
 * nothing.
 */
public final class Reviews {
  private static final Reason NOT_APPROVED = Statement.settled("not_approved");
  private static final Reason UNMATCHED = Reason.of(Stage.PAIR, "unmatched");

  private final boolean requireApproval;
  private final Answers answers;
  private final List<Statement> reviews = new ArrayList<>();
  private final Map<Id, List<Statement>> bySubject = new HashMap<>();
  private final Map<List<Id>, Ruling> rulings = new HashMap<>();
  private final Set<Id> supporting = new HashSet<>();
  private final Set<Id> refusing = new HashSet<>();

  /** The reviews among statements; others than a curator's must be approved if so required. */
  public Reviews(boolean requireApproval, Answers answers, List<Statement> statements) {
    this.requireApproval = requireApproval;
    this.answers = answers;
    for (Statement said : statements) {
      if (said.signal() instanceof Signal.Review) {
        reviews.add(said);
        subjects(said)
            .forEach(s -> bySubject.computeIfAbsent(s, id -> new ArrayList<>()).add(said));
      }
    }
  }

  /** Whether a statement counts: no curator refused it, and one approved it where one must. */
  public boolean admits(Statement said) {
    Ruling ruling = ruling(said);
    if (ruling.sign() < 0) {
      ruling.majority().forEach(review -> refusing.add(review.event().keys().event()));
    }
    return ruling.sign() > 0 || (ruling.sign() == 0 && (!requireApproval || said.curated()));
  }

  /** Whether curators approved what a statement says. */
  public boolean approves(Statement said) {
    return ruling(said).sign() > 0;
  }

  /** Whether curators approved or refused what a statement says. */
  public boolean judges(Statement said) {
    return ruling(said).sign() != 0;
  }

  /** The edits that stand. */
  public List<Statement> edits() {
    return reviews.stream().filter(r -> edits(r) && ruling(r).sign() > 0).toList();
  }

  /**
   * The events of the context's own side that a row may rest on: those of statements, and of the
   * reviews that approve them. Empty without a statement of that side.
   */
  public List<Supporter> supporters(Collection<Statement> statements) {
    Set<Statement> own = new LinkedHashSet<>();
    for (Statement said : statements) {
      if (said.supports()) {
        own.add(said);
        ruling(said).approvals().filter(Statement::supports).forEach(own::add);
      }
    }
    for (Statement said : own) {
      if (said.signal() instanceof Signal.Review) {
        supporting.add(said.event().keys().event());
      }
    }
    return own.stream().map(Statement::supporter).distinct().sorted(Supporter.ORDER).toList();
  }

  /** Says of each review that no row rests on why. */
  public void close(Outcomes.Gatherer outcomes) {
    for (Statement review : reviews) {
      Ruling ruling = ruling(review);
      if (ruling.sign() == 0) {
        outcomes.reject(
            review.eventId(),
            new Reason(Stage.SETTLE, "conflict", (double) ruling.ups() - ruling.downs(), 1.0));
      } else if (ruling.sign() != sign(review)) {
        outcomes.reject(
            review.eventId(),
            new Reason(
                Stage.SETTLE,
                "outvoted",
                (double) Math.min(ruling.ups(), ruling.downs()),
                (double) Math.max(ruling.ups(), ruling.downs())));
      } else if (refusing.contains(review.event().keys().event())) {
        outcomes.reject(review.eventId(), NOT_APPROVED);
      } else if (!supporting.contains(review.event().keys().event())) {
        outcomes.reject(review.eventId(), UNMATCHED);
      }
    }
  }

  private Ruling ruling(Statement said) {
    List<Id> subjects = subjects(said).filter(bySubject::containsKey).distinct().toList();
    return subjects.isEmpty() ? Ruling.NONE : rulings.computeIfAbsent(subjects, this::rule);
  }

  private Ruling rule(List<Id> subjects) {
    Set<Statement> concerning = new LinkedHashSet<>();
    subjects.forEach(s -> concerning.addAll(bySubject.get(s)));
    Map<Id, Integer> voices = new HashMap<>();
    concerning.forEach(r -> voices.merge(r.person(), sign(r), Integer::sum));
    int ups = (int) voices.values().stream().filter(sum -> sum > 0).count();
    int downs = (int) voices.values().stream().filter(sum -> sum < 0).count();
    int sign = Integer.signum(ups - downs);
    return new Ruling(ups, downs, concerning.stream().filter(r -> sign(r) == sign).toList());
  }

  /** The message that a statement is about, and the answer; of a choice the winner. */
  private Stream<Id> subjects(Statement said) {
    Answer answer = said.answer();
    if (said.signal() instanceof Signal.Choice choice && choice.winner() >= 0) {
      answer = answers.of(choice.candidates().get(choice.winner()).response());
    }
    return answer == null ? Stream.of(said.message()) : Stream.of(answer.id(), said.message());
  }

  private static boolean edits(Statement review) {
    return ((Signal.Review) review.signal()).edit() != null;
  }

  private static int sign(Statement review) {
    return ((Signal.Review) review.signal()).decision() == Signal.Review.Decision.REJECT ? -1 : 1;
  }

  /** What curators decided: how many for and against, and the reviews of those who prevail. */
  private record Ruling(int ups, int downs, List<Statement> majority) {
    static final Ruling NONE = new Ruling(0, 0, List.of());

    int sign() {
      return Integer.signum(ups - downs);
    }

    /** The reviews that say what was said is right; an edit says that something else is. */
    Stream<Statement> approvals() {
      return sign() > 0 ? majority.stream().filter(r -> !r.replaces()) : Stream.empty();
    }
  }
}
