package prefmill.pipelines.source.dead;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayedLettersTest {
  @ParameterizedTest
  @CsvSource({"x-7, 1, true", "x-99999999999, 1, false", "x-, 1, false", "x-1, 1e3, false"})
  void aStrangersHeadersArePassedOver(String partition, String offset, boolean read) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(LetterHeaders.SOURCE, "bus".getBytes(UTF_8));
    headers.add(LetterHeaders.PARTITION, partition.getBytes(UTF_8));
    headers.add(LetterHeaders.OFFSET, offset.getBytes(UTF_8));
    ConsumerRecord<byte[], byte[]> message =
        new ConsumerRecord<>(
            "dead",
            0,
            0,
            0,
            TimestampType.CREATE_TIME,
            ConsumerRecord.NULL_SIZE,
            ConsumerRecord.NULL_SIZE,
            null,
            "{}".getBytes(UTF_8),
            headers,
            Optional.empty());
    assertThat(new ReplayedLetters().read("bus", message).isPresent(), is(read));
  }
}
