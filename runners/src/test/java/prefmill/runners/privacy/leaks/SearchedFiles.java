package prefmill.runners.privacy.leaks;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetReader;
import prefmill.datasets.parquet.ParquetInput;

/** Searches the files below a folder: their names, their bytes, and what those decode to. */
final class SearchedFiles {
  private static final byte[] PARQUET = {'P', 'A', 'R', '1'};
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};
  private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

  private SearchedFiles() {}

  /**
   * Searches all files but the inputs.
   *
   * @return the files that were searched
   */
  static List<Path> below(Path folder, Predicate<Path> input, LeakSearch search)
      throws IOException {
    List<Path> searched = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.filter(input.negate())::iterator) {
        String place = folder.relativize(file).toString();
        search.text("the name of " + place, place);
        if (Files.isRegularFile(file)) {
          search(place, file, search);
          searched.add(file);
        }
      }
    }
    return searched;
  }

  private static void search(String place, Path file, LeakSearch search) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    search.bytes(place, bytes);
    if (startsWith(bytes, PARQUET)) {
      search.text(place + " (rows)", rows(file));
    } else if (startsWith(bytes, GZIP)) {
      try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        search.bytes(place + " (inflated)", in.readAllBytes());
      }
    } else if (startsWith(bytes, ZSTD)) {
      try (InputStream in = new ZstdInputStream(new ByteArrayInputStream(bytes))) {
        search.bytes(place + " (inflated)", in.readAllBytes());
      }
    }
  }

  private static boolean startsWith(byte[] bytes, byte[] magic) {
    return bytes.length >= magic.length
        && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
  }

  private static String rows(Path file) throws IOException {
    StringBuilder rows = new StringBuilder();
    try (ParquetReader<GenericRecord> reader =
        AvroParquetReader.<GenericRecord>builder(
                ParquetInput.of(file), new PlainParquetConfiguration())
            .withDataModel(GenericData.get())
            .build()) {
      for (GenericRecord row = reader.read(); row != null; row = reader.read()) {
        for (int i = 0; i < row.getSchema().getFields().size(); i++) {
          rows.append(GenericData.get().toString(row.get(i))).append('\n');
        }
      }
    }
    return rows.toString();
  }
}
