package prefmill.pipelines.ingest;

import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import prefmill.pipelines.job.DatasetKey;
import prefmill.pipelines.source.SourcePlan;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.parse.EventParser;
import prefmill.transforms.parse.ParseFeedback;
import prefmill.transforms.parse.Parsed;
import prefmill.transforms.parse.RawRecord;
import prefmill.transforms.parse.preset.Preset;

/** Names the records, by the ids of the dead letters that they were, that can be parsed now. */
final class FindMended extends PTransform<PCollection<RawRecord>, PCollection<String>> {
  private static final long serialVersionUID = 1L;

  private final SourcePlan source;
  private final DatasetKey key;

  private FindMended(SourcePlan source, DatasetKey key) {
    this.source = source;
    this.key = key;
  }

  static FindMended of(SourcePlan source, DatasetKey key) {
    return new FindMended(source, key);
  }

  @Override
  public PCollection<String> expand(PCollection<RawRecord> records) {
    String namespace = source.source().namespace();
    return records
        .apply(ParDo.of(new Find(source.preset(), namespace == null ? "" : namespace, key)))
        .setCoder(StringUtf8Coder.of());
  }

  private static final class Find extends DoFn<RawRecord, String> {
    private static final long serialVersionUID = 1L;

    private final Preset preset;
    private final String namespace;
    private final DatasetKey key;
    private transient KeyedHash hash;
    private transient EventParser parser;

    Find(Preset preset, String namespace, DatasetKey key) {
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
    public void find(@Element RawRecord record, OutputReceiver<String> ids) {
      if (parser.parse(record) instanceof Parsed.Events) {
        ids.output(ParseFeedback.deadLetterId(hash, record));
      }
    }
  }
}
