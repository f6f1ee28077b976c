package prefmill.transforms.parse;

import java.util.HexFormat;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.event.FeedbackEvent;
import prefmill.transforms.keys.HashSource;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.outcome.DeadLetter;
import prefmill.transforms.parse.fault.Fault;
import prefmill.transforms.parse.preset.Preset;

/**
 * Turns the records of one source into events; what cannot be understood becomes a dead letter with
 * its position and without its content. Element by element, no shuffle.
 */
public final class ParseFeedback extends PTransform<PCollection<RawRecord>, PCollectionTuple> {
  /** The events, not masked yet. */
  public static final TupleTag<FeedbackEvent> EVENTS = new TupleTag<>() {};

  /** The records that could not be understood. */
  public static final TupleTag<DeadLetter> DEAD_LETTERS = new TupleTag<>() {};

  private static final long serialVersionUID = 1L;

  private final Preset preset;
  private final String namespace;
  private final HashSource key;

  private ParseFeedback(Preset preset, String namespace, HashSource key) {
    this.preset = preset;
    this.namespace = namespace;
    this.key = key;
  }

  /**
   * Parses one source's records.
   *
   * @param preset how its rows become events
   * @param namespace of its ids; empty unless the policy sets one
   * @param key makes the dataset's keyed hash on each worker, which names rows and dead letters
   */
  public static ParseFeedback of(Preset preset, String namespace, HashSource key) {
    return new ParseFeedback(preset, namespace, key);
  }

  @Override
  public PCollectionTuple expand(PCollection<RawRecord> records) {
    PCollectionTuple outcomes =
        records.apply(
            "ParseRecord",
            ParDo.of(new ParseRecord(preset, namespace, key))
                .withOutputTags(EVENTS, TupleTagList.of(DEAD_LETTERS)));
    outcomes.get(EVENTS).setCoder(RecordCoder.of(FeedbackEvent.class));
    outcomes.get(DEAD_LETTERS).setCoder(RecordCoder.of(DeadLetter.class));
    return outcomes;
  }

  /** The dead letter of a record. Equal bytes have equal ids, wherever they stand. */
  public static DeadLetter deadLetter(KeyedHash hash, RawRecord record, Fault fault) {
    return new DeadLetter(
        deadLetterId(hash, record),
        record.source(),
        record.file(),
        record.line(),
        record.offset(),
        record.length(),
        fault.errorClass().label(),
        fault.message(),
        fault.shape());
  }

  /** The id that a record has as a dead letter. */
  public static String deadLetterId(KeyedHash hash, RawRecord record) {
    return hash.id("dead_letter", HexFormat.of().formatHex(record.sha256())).hex();
  }

  static final class ParseRecord extends DoFn<RawRecord, FeedbackEvent> {
    private static final long serialVersionUID = 1L;

    private final Preset preset;
    private final String namespace;
    private final HashSource key;
    private final Counter total = Metrics.counter(ParseFeedback.class, "total");
    private final Counter failed = Metrics.counter(ParseFeedback.class, "failed");
    private transient KeyedHash hash;
    private transient EventParser parser;

    ParseRecord(Preset preset, String namespace, HashSource key) {
      this.preset = preset;
      this.namespace = namespace;
      this.key = key;
    }

    @Setup
    public void setUp() {
      hash = key.hash();
      parser = EventParser.of(preset, namespace, hash);
    }

    @ProcessElement
    public void parse(@Element RawRecord record, MultiOutputReceiver outcomes) {
      total.inc();
      Parsed parsed = parser.parse(record);
      if (parsed instanceof Parsed.Events events) {
        for (FeedbackEvent event : events.events()) {
          outcomes.get(EVENTS).output(event);
        }
      } else if (parsed instanceof Parsed.Failed failure) {
        failed.inc();
        outcomes.get(DEAD_LETTERS).output(deadLetter(hash, record, failure.fault()));
      }
    }
  }
}
