package prefmill.datasets.rows;

import java.util.stream.Stream;

/** One example of a published version. */
public sealed interface Row permits PreferenceRow, UnpairedRow, SftRow {
  /** 32 hexadecimal digits, unique over all configs of a version. */
  String rowId();

  /** 32 hexadecimal digits, equal for all rows of one context. */
  String contextKey();

  /** The kind of task; null if no event names one. */
  String category();

  /** The config that the row belongs to. */
  Config config();

  /** All messages that it holds, in order. */
  Stream<ChatMessage> messagesInAll();

  /** What it should count in training, whole millionths. */
  double weight();

  /** The same row with another weight. */
  Row withWeight(double other);
}
