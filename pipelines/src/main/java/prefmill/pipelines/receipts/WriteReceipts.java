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
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import prefmill.datasets.objects.Durable;

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

  /** Reads the lines of a finished job; none if it had nothing to do. */
  public static List<String> read(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  @Override
  public PDone expand(PCollection<String> receipts) {
    receipts
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
      Path target = Path.of(file);
      Files.createDirectories(target.getParent());
      Durable.replace(target, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }
}
