package prefmill.pipelines.stream.land;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import prefmill.datasets.objects.Places;
import prefmill.pipelines.erase.ErasedPersons;
import prefmill.pipelines.erase.FollowErasures;
import prefmill.pipelines.ingest.DeadLetterJson;
import prefmill.pipelines.log.Segment;
import prefmill.pipelines.log.SegmentWriter;
import prefmill.pipelines.names.NamesFault;
import prefmill.pipelines.source.topic.Messages;
import prefmill.transforms.event.FeedbackEvent;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.mask.EventMasker;
import prefmill.transforms.parse.EventParser;
import prefmill.transforms.parse.ParseFeedback;
import prefmill.transforms.parse.Parsed;
import prefmill.transforms.parse.RawRecord;
import prefmill.transforms.parse.fault.Fault;

/**
 * Parses, masks and lands a topic's records at the end of each bundle, which every checkpoint ends:
 * so a checkpoint holds no event, and what it is past has landed. Nothing unmasked is kept. Of a
 * bundle with many bytes parts land before its end.
 *
 * <p>It must follow the read without a shuffle, so that a partition's records come in their order.
 */
public final class LandRecords extends DoFn<KafkaRecord<byte[], byte[]>, Void> {
  /** So many bytes of messages are held at most, and may land as one file. */
  public static final long MOST_BYTES = 64L << 20;

  private static final long serialVersionUID = 1L;

  private final StreamSource source;
  private final StreamPlan plan;
  private transient KeyedHash hash;
  private transient EventParser parser;
  private transient EventMasker masker;
  private transient FollowErasures erasures;
  private transient ErasedPersons erased;
  private transient List<MaskedEvent> events;
  private transient List<String> letters;
  private transient Map<String, Long> next;
  private transient long bytes;
  private transient long held;

  /** Lands a source's records. */
  public LandRecords(StreamSource source, StreamPlan plan) {
    this.source = source;
    this.plan = plan;
  }

  @Setup
  public void setUp() {
    String namespace = source.access().source().namespace();
    hash = plan.key().hash(plan.dataset());
    parser = EventParser.of(source.preset(), namespace == null ? "" : namespace, hash);
    masker = EventMasker.of(plan.masking(), hash, plan.volatileSpans());
    erasures = FollowErasures.of(Places.of(plan.logFolder()).getParent(), hash.keyId());
  }

  @StartBundle
  public void start() throws IOException {
    erased = erasures.persons();
    events = new ArrayList<>();
    letters = new ArrayList<>();
    next = new TreeMap<>();
    bytes = 0;
    held = 0;
  }

  @ProcessElement
  public void take(@Element KafkaRecord<byte[], byte[]> message) throws IOException {
    TopicPartition partition = new TopicPartition(message.getTopic(), message.getPartition());
    next.put(partition.toString(), message.getOffset() + 1);
    record(message).ifPresent(this::take);
    if (held > MOST_BYTES) {
      land();
    }
  }

  private void take(RawRecord record) {
    bytes += record.length();
    Parsed parsed = parser.parse(record);
    if (parsed instanceof Parsed.Failed failed) {
      bury(record, failed.fault());
      return;
    }
    List<MaskedEvent> masked = new ArrayList<>();
    try {
      for (FeedbackEvent event : ((Parsed.Events) parsed).events()) {
        masked.add(masker.maskEvent(event));
      }
    } catch (NamesFault e) {
      // the recogniser is at fault, not the record: the stream starts again, and asks again
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      // what cannot be masked must not land; thrown on, it would come back with each restart
      bury(record, Fault.internal());
      return;
    }
    masked.removeIf(event -> erased.holds(event.keys()));
    events.addAll(masked);
    // a mapping may make several events of one record, each with its texts
    held += record.length() * Math.max(1, masked.size());
  }

  private void bury(RawRecord record, Fault fault) {
    letters.add(DeadLetterJson.write(ParseFeedback.deadLetter(hash, record, fault)));
  }

  @FinishBundle
  public void land() throws IOException {
    if (next.isEmpty()) {
      return;
    }
    Path log = Places.of(plan.logFolder());
    String name = UUID.randomUUID().toString();
    Segment segment = null;
    if (!events.isEmpty()) {
      // who was forgotten since the bundle began does not land either
      ErasedPersons now = erasures.persons();
      events.removeIf(event -> now.holds(event.keys()));
    }
    if (!events.isEmpty()) {
      Path file = log.resolve("segments").resolve(plan.run()).resolve(name + ".parquet");
      segment = SegmentWriter.writeAll(log, file, events);
    }
    String folder = "dead_letters/" + plan.run();
    String file = name + ".jsonl";
    if (!letters.isEmpty()) {
      String lines = String.join("\n", letters) + "\n";
      Durable.writeNewIn(log.resolve(folder), file, lines.getBytes(StandardCharsets.UTF_8));
    }
    String dead = letters.isEmpty() ? null : folder + "/" + file;
    new StreamReceipt(source.name(), segment, dead, letters.size(), next, bytes)
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
