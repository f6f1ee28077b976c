package prefmill.pipelines.source.dead;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import prefmill.pipelines.source.topic.Messages;
import prefmill.transforms.parse.RawRecord;

/**
 * Reads the messages of a topic of dead letters as if they still stood where they came from: what
 * fails again is the same dead letter at the same place.
 */
public final class ReplayedLetters implements Messages.Reading {
  private static final long serialVersionUID = 1L;

  @Override
  public Optional<RawRecord> read(String source, ConsumerRecord<byte[], byte[]> message) {
    String from = text(message.headers(), LetterHeaders.SOURCE);
    String partition = text(message.headers(), LetterHeaders.PARTITION);
    String offset = text(message.headers(), LetterHeaders.OFFSET);
    int dash = partition == null ? -1 : partition.lastIndexOf('-');
    if (!source.equals(from)
        || dash < 0
        || !partition.substring(dash + 1).matches("[0-9]{1,9}")
        || !isNumber(offset)) {
      return Optional.empty();
    }
    String received = text(message.headers(), LetterHeaders.RECEIVED_AT);
    boolean stamped = isNumber(received);
    return Messages.record(
        source,
        new ConsumerRecord<>(
            partition.substring(0, dash),
            Integer.parseInt(partition.substring(dash + 1)),
            Long.parseLong(offset),
            stamped ? Long.parseLong(received) : message.timestamp(),
            stamped ? TimestampType.LOG_APPEND_TIME : TimestampType.CREATE_TIME,
            ConsumerRecord.NULL_SIZE,
            ConsumerRecord.NULL_SIZE,
            message.key(),
            message.value(),
            message.headers(),
            Optional.empty()));
  }

  private static boolean isNumber(String text) {
    return text != null && text.matches("[0-9]{1,18}");
  }

  private static String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
