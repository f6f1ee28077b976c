package prefmill.runners.quickstart.tables;

import java.util.List;

/** What the quickstart's database holds, each table in the order of its rows' times. */
public record FeedbackTables(
    List<HelpemRow> helpem,
    List<SubjectchatRow> subjectchat,
    List<BetabaseFeedback> betabaseFeedback,
    List<BetabasePair> betabasePairs) {
  public FeedbackTables {
    helpem = List.copyOf(helpem);
    subjectchat = List.copyOf(subjectchat);
    betabaseFeedback = List.copyOf(betabaseFeedback);
    betabasePairs = List.copyOf(betabasePairs);
  }

  /** The rows of all tables. */
  public int size() {
    return helpem.size() + subjectchat.size() + betabaseFeedback.size() + betabasePairs.size();
  }
}
