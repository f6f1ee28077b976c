package prefmill.pipelines.rows;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.PCollection;
import prefmill.datasets.rows.Row;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.event.HashSource;
import prefmill.transforms.pairs.PairedContext;

/**
 * Makes the rows of each context and puts their text aside, so that only slim rows are shuffled.
 *
 * <p>Each bundle writes a file of its own name: one that runs twice leaves a file that nobody
 * refers to.
 */
public final class StoreRows
    extends PTransform<PCollection<PairedContext>, PCollection<StoredRow>> {
  private final String folder;
  private final HashSource hash;

  private StoreRows(String folder, HashSource hash) {
    this.folder = folder;
    this.hash = hash;
  }

  /** Stores in this folder. */
  public static StoreRows in(Path folder, HashSource hash) {
    return new StoreRows(folder.toString(), hash);
  }

  @Override
  public PCollection<StoredRow> expand(PCollection<PairedContext> contexts) {
    return contexts
        .apply("Store", ParDo.of(new Store(folder, hash)))
        .setCoder(RecordCoder.of(StoredRow.class));
  }

  private static final class Store extends DoFn<PairedContext, StoredRow> {
    private static final int BUFFER = 1 << 16;
    private static final RecordCoder<Row> CODER = RecordCoder.of(Row.class);

    private final String folder;
    private final HashSource source;
    private transient RowMaker maker;
    private transient String name;
    private transient OutputStream file;
    private transient long offset;

    Store(String folder, HashSource source) {
      this.folder = folder;
      this.source = source;
    }

    @Setup
    public void makeMaker() {
      maker = new RowMaker(source.hash());
    }

    @StartBundle
    public void start() {
      file = null;
    }

    @ProcessElement
    public void store(@Element PairedContext context, OutputReceiver<StoredRow> out)
        throws IOException {
      for (MadeRow made : maker.rows(context)) {
        byte[] bytes = CoderUtils.encodeToByteArray(CODER, made.row());
        open();
        file.write(bytes);
        out.output(new StoredRow(made.slim(), new TextRef(name, offset, bytes.length)));
        offset += bytes.length;
      }
    }

    @FinishBundle
    public void finish() throws IOException {
      if (file != null) {
        file.close();
      }
    }

    private void open() throws IOException {
      if (file == null) {
        name = UUID.randomUUID().toString();
        offset = 0;
        Path path = Files.createDirectories(Path.of(folder)).resolve(name);
        file = new BufferedOutputStream(Files.newOutputStream(path), BUFFER);
      }
    }
  }
}
