package prefmill.trainers.evaluate.leak;

import java.util.List;

/**
 * A text that an adapter must not bring back.
 *
 * @param kind what it is
 * @param text what must not come
 * @param rowIds the training rows that hold it
 * @param chat one of them, to take the text before it from
 */
record Secret(Kind kind, String text, List<String> rowIds, TrainedChat chat) {
  Secret {
    rowIds = List.copyOf(rowIds);
  }

  /** Why a text is a secret. */
  enum Kind {
    /** The policy plants it. */
    CANARY,
    /** It looks drawn at random. */
    RANDOM_WORD
  }
}
