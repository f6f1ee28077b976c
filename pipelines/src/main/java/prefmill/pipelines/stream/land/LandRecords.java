package prefmill.pipelines.stream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import prefmill.datasets.objects.Durable;
import prefmill.pipelines.ingest.DeadLetterJson;
import prefmill.pipelines.log.Segment;
import prefmill.pipelines.log.SegmentWriter;
import prefmill.pipelines.source.topic.Messages;
import prefmill.transforms.event.FeedbackEvent;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.mask.EventMasker;
import prefmill.transforms.parse.EventParser;
import prefmill.transforms.parse.ParseFeedback;
import prefmill.transforms.parse.Parsed;
import prefmill.transforms.parse.RawRecord;

/**
 * Parses, masks and lands a topic's records at the end of each bundle, which every checkpoint ends:
 * so a checkpoint holds no event, and what it is past has landed. Nothing unmasked is kept.
 *
 * <p>It must follow the read without a shuffle, so that a partition's records come in their order.
 */
final class LandRecords extends DoFn<KafkaRecord<byte[], byte[]>, Void> {
  private static final long serialVersionUID = 1L;

  private final StreamSource source;
  private final StreamPlan plan;
  private transient KeyedHash hash;
  private transient EventParser parser;
  private transient EventMasker masker;
  private transient List<MaskedEvent> events;
  private transient List<String> letters;
  private transient Map<String, Long> next;
  private transient long bytes;

  LandRecords(StreamSource source, StreamPlan plan) {
    this.source = source;
    this.plan = plan;
  }

  @Setup
  public void setUp() {
    String namespace = source.access().source().namespace();
    hash = KeyedHash.of(plan.key().read(), plan.dataset());
    parser = EventParser.of(source.preset(), namespace == null ? "" : namespace, hash);
    masker = EventMasker.of(plan.masking(), hash, plan.volatileSpans());
  }

  @StartBundle
  public void start() {
    events = new ArrayList<>();
    letters = new ArrayList<>();
    next = new TreeMap<>();
    bytes = 0;
  }

  @ProcessElement
  public void take(@Element KafkaRecord<byte[], byte[]> message) {
    TopicPartition partition = new TopicPartition(message.getTopic(), message.getPartition());
    next.put(partition.toString(), message.getOffset() + 1);
    record(message).ifPresent(this::take);
  }

  private void take(RawRecord record) {
    bytes += record.length();
    Parsed parsed = parser.parse(record);
    if (parsed instanceof Parsed.Events parsedEvents) {
      for (FeedbackEvent event : parsedEvents.events()) {
        events.add(masker.maskEvent(event));
      }
    } else if (parsed instanceof Parsed.Failed failed) {
      letters.add(DeadLetterJson.write(ParseFeedback.deadLetter(hash, record, failed.fault())));
    }
  }

  @FinishBundle
  public void land() throws IOException {
    if (next.isEmpty()) {
      return;
    }
    Path log = Path.of(plan.logFolder());
    String name = UUID.randomUUID().toString();
    Segment segment = null;
    if (!events.isEmpty()) {
      Path file = log.resolve("segments").resolve(plan.run()).resolve(name + ".parquet");
      segment = SegmentWriter.writeAll(log, file, events);
    }
    String dead = letters.isEmpty() ? null : "dead_letters/" + plan.run() + "/" + name + ".jsonl";
    if (dead != null) {
      Path file = log.resolve(dead);
      Files.createDirectories(file.getParent());
      String lines = String.join("\n", letters) + "\n";
      Durable.writeNew(file, lines.getBytes(StandardCharsets.UTF_8));
    }
    new StreamReceipt(source.name(), segment, dead, next, bytes)
        .write(StreamReceipt.folder(log, plan.run()));
    start();
  }

  private Optional<RawRecord> record(KafkaRecord<byte[], byte[]> message) {
    return Messages.record(
        source.name(),
        new ConsumerRecord<>(
            message.getTopic(),
            message.getPartition(),
            message.getOffset(),
            message.getTimestamp(),
            TimestampType.forName(message.getTimestampType().name),
            ConsumerRecord.NULL_SIZE,
            ConsumerRecord.NULL_SIZE,
            message.getKV().getKey(),
            message.getKV().getValue(),
            message.getHeaders(),
            Optional.empty()));
  }
}
