package prefmill.pipelines.receipts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PDone;
import prefmill.datasets.faults.Failpoint;
import prefmill.datasets.objects.Durable;
import prefmill.datasets.objects.Places;
import prefmill.datasets.store.StoreFault;

/**
 * Gathers what a job's workers did into one file of JSON lines, which the driver reads.
 *
 * <p>Only what is named there counts: not metrics, nor what else lies in a folder. The lines are
 * sorted.
 */
public final class WriteReceipts extends PTransform<PCollection<String>, PDone> {
  private final String file;

  private WriteReceipts(String file) {
    this.file = file;
  }

  /** Writes to this file. */
  public static WriteReceipts to(Path file) {
    return new WriteReceipts(file.toString());
  }

  /** Whether the job of this file has ended well. */
  public static boolean exist(Path file) {
    return Files.exists(file);
  }

  /**
   * Reads the lines of a finished job.
   *
   * @throws StoreFault if there is no such file, as where workers write to another disk
   */
  public static List<String> read(Path file) throws IOException {
    if (!exist(file)) {
      throw new StoreFault(
          "the job has ended, but %s is not there: the store must be one folder that all machines of the cluster see under the same path"
              .formatted(file));
    }
    return Files.readAllLines(file).stream().filter(line -> !line.isEmpty()).toList();
  }

  @Override
  public PDone expand(PCollection<String> receipts) {
    // A job that had nothing to do says so, too: no file means that it did not get here.
    PCollection<String> end =
        receipts.getPipeline().apply("JobEnd", Create.of("").withCoder(StringUtf8Coder.of()));
    PCollectionList.of(receipts)
        .and(end)
        .apply("WithEnd", Flatten.pCollections())
        .apply("OneKey", WithKeys.of(""))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of()))
        .apply("Gather", GroupByKey.create())
        .apply("Write", ParDo.of(new Write(file)));
    return PDone.in(receipts.getPipeline());
  }

  private static final class Write extends DoFn<KV<String, Iterable<String>>, Void> {
    private final String file;

    Write(String file) {
      this.file = file;
    }

    @ProcessElement
    public void write(@Element KV<String, Iterable<String>> receipts) throws IOException {
      List<String> lines = new ArrayList<>();
      receipts.getValue().forEach(lines::add);
      Collections.sort(lines);
      Path target = Places.of(file);
      Files.createDirectories(target.getParent());
      Durable.replace(target, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
      Failpoint.hit("after-receipts");
    }
  }
}
