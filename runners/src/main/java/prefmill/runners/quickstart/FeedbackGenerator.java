package prefmill.runners.quickstart;

import prefmill.runners.quickstart.corpus.Exchanges;
import prefmill.runners.quickstart.corpus.SupportCorpus;
import prefmill.runners.quickstart.tables.FeedbackTables;

/**
 * Makes a few thousand rows of feedback as a support assistant's users leave it: second answers,
 * changed minds, doubled and opposing votes, corrections, ratings, personal data, refusals. People
 * like concrete steps with a courteous close and dislike vague hedging, nine times in ten. The same
 * seed makes the same rows.
 *
 * @param seed of all that is drawn by lot
 * @param shuffleLabels whether opinions are drawn by lot too: the control, from which nothing can
 *     be learned
 */
public record FeedbackGenerator(long seed, boolean shuffleLabels) {
  /** The quickstart's feedback. */
  public static FeedbackGenerator of(long seed) {
    return new FeedbackGenerator(seed, false);
  }

  /** The rows of all tables. */
  public FeedbackTables generate() {
    SupportCorpus corpus = SupportCorpus.load();
    return new FeedbackTables(
        new HelpemUsers(exchanges(corpus, 1)).rows(),
        new SubjectchatVisitors(exchanges(corpus, 2)).rows(),
        new BetabaseSessions(exchanges(corpus, 3)).rows(),
        new BetabaseAnnotators(exchanges(corpus, 4)).rows());
  }

  private Exchanges exchanges(SupportCorpus corpus, int table) {
    return new Exchanges(corpus, 31 * seed + table, shuffleLabels);
  }
}
