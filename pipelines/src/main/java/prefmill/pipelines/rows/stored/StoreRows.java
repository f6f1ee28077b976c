package prefmill.pipelines.rows.stored;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import prefmill.datasets.objects.DiskFull;
import prefmill.datasets.objects.Places;
import prefmill.datasets.rows.Row;
import prefmill.pipelines.rows.MadeRow;
import prefmill.pipelines.rows.PromptPrints;
import prefmill.pipelines.rows.RowMaker;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.heldout.PromptPrint;
import prefmill.transforms.keys.HashSource;
import prefmill.transforms.neardup.Sketcher;
import prefmill.transforms.outcome.Outcomes;
import prefmill.transforms.pairs.PairedContext;
import prefmill.transforms.splits.HeldOutRules.Compared;

/**
 * Makes the rows of each context and puts their text aside, so that only slim rows are shuffled; if
 * asked for, all of it is kept so that a later build can take it as it is.
 *
 * <p>Each bundle writes files of its own names: one that runs twice leaves files that nobody refers
 * to.
 */
public final class StoreRows
    extends PTransform<PCollection<KV<PairedContext, Outcomes>>, PCollection<StoredRow>> {
  private final String folder;
  private final HashSource hash;
  private transient List<PCollection<Outcomes>> sink;
  private transient List<PCollection<String>> receipts;
  private Compared compared;
  private KeptPlace kept;

  private StoreRows(String folder, HashSource hash) {
    this.folder = folder;
    this.hash = hash;
  }

  /** Stores in this folder. */
  public static StoreRows in(Path folder, HashSource hash) {
    return new StoreRows(folder.toString(), hash);
  }

  /** Adds to each row what is to be compared of its prompt, if anything is held out. */
  public StoreRows comparing(Compared part) {
    this.compared = part;
    return this;
  }

  /** Adds what all steps said about events to the list. */
  public StoreRows outcomesTo(List<PCollection<Outcomes>> outcomes) {
    this.sink = outcomes;
    return this;
  }

  /** Keeps contexts and texts in a place of this folder, and adds what was written to the list. */
  public StoreRows keeping(KeptPlace place, List<PCollection<String>> list) {
    this.kept = place;
    this.receipts = list;
    return this;
  }

  @Override
  public PCollection<StoredRow> expand(PCollection<KV<PairedContext, Outcomes>> contexts) {
    TupleTag<StoredRow> rows = new TupleTag<>() {};
    TupleTag<Outcomes> said = new TupleTag<>() {};
    TupleTag<String> written = new TupleTag<>() {};
    TupleTagList others = TupleTagList.of(said);
    PCollectionTuple all =
        contexts.apply(
            "Store",
            ParDo.of(new Store(folder, hash, compared, kept, said, written))
                .withOutputTags(rows, kept == null ? others : others.and(written)));
    sink.add(all.get(said).setCoder(RecordCoder.of(Outcomes.class)));
    if (kept != null) {
      receipts.add(all.get(written).setCoder(StringUtf8Coder.of()));
    }
    return all.get(rows).setCoder(RecordCoder.of(StoredRow.class));
  }

  private static final class Store extends DoFn<KV<PairedContext, Outcomes>, StoredRow> {
    private static final int BUFFER = 1 << 16;
    private static final RecordCoder<Row> CODER = RecordCoder.of(Row.class);

    private final String folder;
    private final HashSource source;
    private final Compared compared;
    private final KeptPlace kept;
    private final TupleTag<Outcomes> said;
    private final TupleTag<String> written;
    private transient RowMaker maker;
    private transient PromptPrints prints;
    private transient String name;
    private transient Path path;
    private transient OutputStream file;
    private transient long offset;
    private transient KeptContexts contexts;

    Store(
        String folder,
        HashSource source,
        Compared compared,
        KeptPlace kept,
        TupleTag<Outcomes> said,
        TupleTag<String> written) {
      this.folder = folder;
      this.source = source;
      this.compared = compared;
      this.kept = kept;
      this.said = said;
      this.written = written;
    }

    @Setup
    public void makeMaker() {
      // one for both: it remembers the turn that they both ask for
      Sketcher sketcher = new Sketcher();
      maker = new RowMaker(source.hash(), sketcher);
      prints = compared == null ? null : new PromptPrints(source.hash(), sketcher, compared);
    }

    @StartBundle
    public void start() {
      file = null;
      contexts = kept == null ? null : KeptContexts.writing(kept);
    }

    @ProcessElement
    public void store(ProcessContext process) throws IOException {
      List<StoredRow> rows = new ArrayList<>();
      for (MadeRow made : maker.rows(process.element().getKey())) {
        byte[] bytes = CoderUtils.encodeToByteArray(CODER, made.row());
        write(bytes);
        TextRef text = new TextRef(name, offset, bytes.length, StoredTexts.crc(bytes));
        PromptPrint print = prints == null ? null : prints.next(made.row());
        rows.add(new StoredRow(made.slim(), text, print));
        offset += bytes.length;
      }
      Outcomes outcomes = process.element().getValue();
      if (contexts != null) {
        contexts.add(new KeptContext(process.element().getKey().bucket(), rows, outcomes));
      }
      rows.forEach(process::output);
      if (!outcomes.isEmpty()) {
        process.output(said, outcomes);
      }
    }

    @FinishBundle
    public void finish(FinishBundleContext context) throws IOException {
      if (file != null) {
        try {
          file.close();
        } catch (IOException e) {
          throw DiskFull.or(path, e);
        }
      }
      if (contexts != null) {
        for (KeptFile each : contexts.finish()) {
          context.output(
              written, each.json(), GlobalWindow.INSTANCE.maxTimestamp(), GlobalWindow.INSTANCE);
        }
      }
    }

    private void write(byte[] bytes) throws IOException {
      if (file == null) {
        name = kept == null ? UUID.randomUUID().toString() : kept.newFile();
        offset = 0;
        path = Places.of(folder).resolve(name);
      }
      try {
        if (file == null) {
          Files.createDirectories(path.getParent());
          file = new BufferedOutputStream(Files.newOutputStream(path), BUFFER);
        }
        file.write(bytes);
      } catch (IOException e) {
        throw DiskFull.or(path, e);
      }
    }
  }
}
