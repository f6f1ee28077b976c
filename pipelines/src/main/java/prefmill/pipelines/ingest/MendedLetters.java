package prefmill.pipelines.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import prefmill.datasets.objects.Durable;
import prefmill.datasets.objects.Places;

/**
 * Writes which dead letters were taken back, into one file beside those of dead letters: whatever
 * an earlier or later entry of the log says of them, they are dead no more.
 */
public final class MendedLetters extends PTransform<PCollection<String>, PCollection<String>> {
  private static final String PREFIX = "mended-";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String logFolder;
  private final String run;

  private MendedLetters(String logFolder, String run) {
    this.logFolder = logFolder;
    this.run = run;
  }

  /** Lands below dead_letters/RUN of the log's folder; the result names the file. */
  static MendedLetters into(Path logFolder, String run) {
    return new MendedLetters(logFolder.toString(), run);
  }

  /** Whether a file of the log's dead letters is one of these. */
  public static boolean isOne(String path) {
    return path.substring(path.lastIndexOf('/') + 1).startsWith(PREFIX);
  }

  /** A new name for such a file. */
  public static String newName() {
    return PREFIX + UUID.randomUUID() + ".jsonl";
  }

  /** The line, without its end, of a dead letter's id. */
  public static String line(String id) {
    return JSON.createObjectNode().put("mended", id).toString();
  }

  /** The dead letter's id of a line. */
  public static String id(String line) {
    try {
      return JSON.readTree(line).path("mended").asText();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a file of mended letters in the event log is damaged", e);
    }
  }

  @Override
  public PCollection<String> expand(PCollection<String> ids) {
    return ids.apply("OneKey", WithKeys.of(""))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of()))
        .apply("Gather", GroupByKey.create())
        .apply("Write", ParDo.of(new Write(logFolder, run)))
        .setCoder(StringUtf8Coder.of());
  }

  private static final class Write extends DoFn<KV<String, Iterable<String>>, String> {
    private static final long serialVersionUID = 1L;

    private final String logFolder;
    private final String run;

    Write(String logFolder, String run) {
      this.logFolder = logFolder;
      this.run = run;
    }

    @ProcessElement
    public void write(@Element KV<String, Iterable<String>> ids, OutputReceiver<String> out)
        throws IOException {
      TreeSet<String> sorted = new TreeSet<>();
      ids.getValue().forEach(sorted::add);
      StringBuilder lines = new StringBuilder();
      for (String id : sorted) {
        lines.append(line(id)).append('\n');
      }
      String folder = "dead_letters/" + run;
      String name = newName();
      Durable.writeNewIn(
          Places.of(logFolder).resolve(folder),
          name,
          lines.toString().getBytes(StandardCharsets.UTF_8));
      out.output(folder + "/" + name);
    }
  }
}
