package prefmill.pipelines.source.dead;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.pipelines.source.SourceException;
import prefmill.pipelines.source.topic.TopicAccess;
import prefmill.transforms.outcome.DeadLetter;

/**
 * Sends messages to a topic of dead letters: key, value and headers as they were, and headers that
 * say where it stood and what was wrong with it.
 *
 * <p>What the topic is set too small for is sent without its value, and says so in a header.
 */
final class LetterProducer implements AutoCloseable {
  private static final int MOST_BYTES = 64 << 20;
  private static final int MOST_UNANSWERED = 1_000;
  private static final long MOST_UNANSWERED_BYTES = 32L << 20;
  private static final int WAIT_MILLIS = 15_000;

  private final SourcePolicy source;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<ProducerRecord<byte[], byte[]>, Future<RecordMetadata>> unanswered =
      new LinkedHashMap<>();
  private long bytes;

  LetterProducer(TopicAccess access) {
    this.source = access.source();
    Map<String, Object> settings = access.clientSettings();
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MOST_BYTES);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, WAIT_MILLIS);
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  void send(ConsumerRecord<byte[], byte[]> message, DeadLetter letter) {
    ProducerRecord<byte[], byte[]> copy =
        new ProducerRecord<>(
            source.deadLetters().topic(),
            null,
            message.timestamp() < 0 ? null : message.timestamp(),
            message.key(),
            message.value(),
            message.headers());
    header(copy, LetterHeaders.SOURCE, letter.source());
    header(copy, LetterHeaders.PARTITION, letter.file());
    header(copy, LetterHeaders.OFFSET, Long.toString(letter.offset()));
    header(copy, LetterHeaders.ERROR_CLASS, letter.errorClass());
    if (message.timestampType() == TimestampType.LOG_APPEND_TIME) {
      header(copy, LetterHeaders.RECEIVED_AT, Long.toString(message.timestamp()));
    }
    unanswered.put(copy, producer.send(copy));
    bytes += message.value() == null ? 0 : message.value().length;
    if (unanswered.size() >= MOST_UNANSWERED || bytes > MOST_UNANSWERED_BYTES) {
      flush();
    }
  }

  /** Waits until the brokers have taken all. */
  void flush() {
    producer.flush();
    Map<ProducerRecord<byte[], byte[]>, Future<RecordMetadata>> sent =
        new LinkedHashMap<>(unanswered);
    unanswered.clear();
    bytes = 0;
    sent.forEach(this::await);
  }

  private void await(ProducerRecord<byte[], byte[]> copy, Future<RecordMetadata> answer) {
    try {
      var unused = answer.get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof RecordTooLargeException) || copy.value() == null) {
        throw isSilence(e.getCause())
            ? LetterCopies.silent(source, e.getCause())
            : refused(e.getCause());
      }
      ProducerRecord<byte[], byte[]> empty =
          new ProducerRecord<>(
              copy.topic(), null, copy.timestamp(), copy.key(), null, copy.headers());
      header(empty, LetterHeaders.LEFT_OUT, "value");
      await(empty, producer.send(empty));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SourceException.of(source, "the run was interrupted");
    }
  }

  /** Brokers that do not answer; a topic that is not there times out, too, but tells its name. */
  private static boolean isSilence(Throwable cause) {
    return cause instanceof RetriableException
        && !String.valueOf(cause.getMessage()).contains("not present in metadata");
  }

  private SourceException refused(Throwable cause) {
    return SourceException.of(
        source.name(),
        "the topic %s at %s takes no dead letter; make it and grant Write on it, or take sources.%s.dead_letters out of the policy"
            .formatted(source.deadLetters().topic(), source.bootstrap(), source.name()),
        new IOException(cause));
  }

  private static void header(ProducerRecord<byte[], byte[]> copy, String name, String value) {
    // of several of one name the last counts, and a letter may have been here before
    copy.headers().remove(name);
    copy.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    producer.close();
  }
}
