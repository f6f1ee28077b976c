package prefmill.pipelines.source.topic;

import org.apache.kafka.common.TopicPartition;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.pipelines.source.SourceException;

/** Refuses to read on where a topic no longer has what comes next. */
public final class TopicGap {
  private TopicGap() {}

  /**
   * Where to read on.
   *
   * @param held the offsets that the partition has now
   * @throws SourceException with the position and the choices, if that is not the next record
   */
  static long check(SourcePolicy source, String topicId, TopicRange held, TopicPosition then) {
    if (!then.topicId().equals(topicId)) {
      throw SourceException.of(
          source,
          "the topic %s is another one than the one that was read up to offset %d of %s (it was made anew, or the brokers are others); to read this one from its start as well, give sources.%s another name"
              .formatted(held.topic(), then.next(), held.topicPartition(), source.name()));
    }
    if (then.next() < held.from()) {
      throw expired(source.name(), held.topicPartition(), then.next(), held.from());
    }
    if (then.next() > held.to()) {
      throw SourceException.of(
          source,
          "%s ends at offset %d, but was read up to offset %d: its brokers lost records; let them recover, or, to read from the start again, give sources.%s another name"
              .formatted(held.topicPartition(), held.to(), then.next(), source.name()));
    }
    return then.next();
  }

  /** A topic that was made anew while it was read as a stream. */
  public static SourceException anew(SourcePolicy source) {
    return SourceException.of(
        source,
        "the topic %s was made anew while it was streamed; to read the new one from its start as well, give sources.%s another name"
            .formatted(source.topic(), source.name()));
  }

  static SourceException expired(String source, TopicPartition partition, long next, Long first) {
    String now = first == null ? "" : " (it begins at " + first + " now)";
    return SourceException.of(
        source,
        "%s no longer has the records from offset %d on, which were not read yet%s: the topic's retention is shorter than the time between runs; bring them back as files of a source of kind jsonl if you have them, and to go on with what the topic still has, give sources.%s another name (what is read twice counts once)"
            .formatted(partition, next, now, source),
        null);
  }
}
