package prefmill.runners.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import prefmill.pipelines.job.JobRunner;
import prefmill.pipelines.source.file.FileRead;
import prefmill.pipelines.source.file.ReadFiles;
import prefmill.pipelines.source.scan.RecordScanner;
import prefmill.runners.profile.RunnerProfile;
import prefmill.transforms.parse.RawRecord;
import prefmill.transforms.parse.fault.MalformedException;
import prefmill.transforms.parse.json.JsonRecord;

/**
 * Reads records of JSON, parses each, and writes it as JSON again, for measurements: {@code
 * CopyRecords beam|plain FILE FOLDER}. One way is a graph on the embedded Flink, the other a loop
 * on one thread; scanner, parser and serialiser are the same, and so are the lines they write.
 */
public final class CopyRecords {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SOURCE = "bench";

  private CopyRecords() {}

  /** Copies the file's records into the folder. */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[1]).toAbsolutePath();
    Path folder = Files.createDirectories(Path.of(arguments[2]).toAbsolutePath());
    switch (arguments[0]) {
      case "beam" -> onFlink(file, folder);
      case "plain" -> inLoop(file, folder);
      default -> throw new IllegalArgumentException("Usage: CopyRecords beam|plain FILE FOLDER");
    }
  }

  private static void onFlink(Path file, Path folder) throws IOException {
    FileRead read =
        new FileRead(SOURCE, file.toString(), file.getFileName().toString(), 0, Files.size(file));
    JobRunner.run(
        RunnerProfile.of(RunnerProfile.Runner.FLINK).execution(),
        "copy-records",
        pipeline ->
            pipeline
                .apply("Read", ReadFiles.of(List.of(read)))
                .apply("Copy", ParDo.of(new Copy()))
                .apply("Write", TextIO.write().to(folder.resolve("copy").toString())));
  }

  private static void inLoop(Path file, Path folder) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        OutputStream out =
            new BufferedOutputStream(Files.newOutputStream(folder.resolve("copy")), 1 << 16)) {
      RecordScanner.ofLines(SOURCE, "file", 1, 0, record -> copy(record, out))
          .scan(in, Long.MAX_VALUE);
    }
  }

  private static void copy(RawRecord record, OutputStream out) {
    try {
      out.write(JSON.writeValueAsBytes(parsed(record)));
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> parsed(RawRecord record) {
    try {
      return JsonRecord.read(record.bytes());
    } catch (MalformedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Copy extends DoFn<RawRecord, String> {
    @ProcessElement
    public void copy(@Element RawRecord record, OutputReceiver<String> out) throws IOException {
      out.output(JSON.writeValueAsString(parsed(record)));
    }
  }
}
