package prefmill.pipelines.source.topic;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import prefmill.transforms.event.FeedbackEvent;
import prefmill.transforms.parse.Envelope;
import prefmill.transforms.parse.RawRecord;

/** Turns a topic's messages into records to parse. */
public final class Messages {
  private Messages() {}

  /** How a message becomes a record; none of what is no event. */
  public interface Reading extends Serializable {
    /** The record of a message of this source. */
    Optional<RawRecord> read(String source, ConsumerRecord<byte[], byte[]> message);
  }

  /** The record; none of a message without a value, as of a blank line. */
  public static Optional<RawRecord> record(String source, ConsumerRecord<byte[], byte[]> message) {
    byte[] value = message.value();
    if (value == null || isBlank(value)) {
      return Optional.empty();
    }
    boolean tooLarge = value.length > RawRecord.MAX_LENGTH;
    return Optional.of(
        new RawRecord(
            source,
            new TopicPartition(message.topic(), message.partition()).toString(),
            0,
            message.offset(),
            value.length,
            tooLarge ? RawRecord.newDigest().digest(value) : value,
            envelope(message)));
  }

  private static Envelope envelope(ConsumerRecord<byte[], byte[]> message) {
    List<Envelope.Header> headers = new ArrayList<>();
    for (Header header : message.headers()) {
      text(header.value()).ifPresent(v -> headers.add(new Envelope.Header(header.key(), v)));
    }
    return new Envelope(
        text(message.key()).orElse(null),
        headers,
        message.timestampType() == TimestampType.LOG_APPEND_TIME
            ? TimeUnit.MILLISECONDS.toMicros(message.timestamp())
            : FeedbackEvent.NO_TIME);
  }

  private static Optional<String> text(byte[] utf8) {
    if (utf8 == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static boolean isBlank(byte[] value) {
    for (byte b : value) {
      if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
        return false;
      }
    }
    return true;
  }
}
