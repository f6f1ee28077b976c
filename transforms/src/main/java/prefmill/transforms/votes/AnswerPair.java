package prefmill.transforms.votes;

import prefmill.transforms.settled.Answer;

/** Two answers in no order: the one with the smaller id stands first. */
record AnswerPair(Answer first, Answer second) {
  static AnswerPair of(Answer a, Answer b) {
    return sign(a, b) > 0 ? new AnswerPair(a, b) : new AnswerPair(b, a);
  }

  /** 1 if preferring a over b is a vote for the pair's first answer, else -1. */
  static int sign(Answer a, Answer b) {
    return a.id().compareTo(b.id()) < 0 ? 1 : -1;
  }

  /** The preferred answer when votes are for (1) or against (-1) the first. */
  Answer better(int sign) {
    return sign > 0 ? first : second;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AnswerPair pair
        && pair.first.id().equals(first.id())
        && pair.second.id().equals(second.id());
  }

  @Override
  public int hashCode() {
    return first.id().hashCode() * 31 + second.id().hashCode();
  }
}
