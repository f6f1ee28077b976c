package prefmill.datasets.parquet;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.Test;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.LedgerEntry;
import prefmill.datasets.rows.Row;
import prefmill.datasets.rows.RowArbitraries;
import prefmill.datasets.rows.SampleRows;

class RowParquetTest {
  @Property(tries = 30)
  void everyRowReadsBack(@ForAll("rows") @Size(max = 20) List<Row> rows) throws IOException {
    for (Config config : Config.values()) {
      List<Row> ofConfig = rows.stream().filter(row -> row.config() == config).toList();
      Path file = file(RowParquet.write(config, ofConfig));
      assertThat(RowParquet.read(config, file), is(ofConfig));
      Files.delete(file);
    }
  }

  @Property(tries = 30)
  void everyLedgerEntryReadsBack(@ForAll("entries") @Size(max = 20) List<LedgerEntry> entries)
      throws IOException {
    Path file = file(LedgerParquet.write(entries));
    assertThat(LedgerParquet.read(file), is(entries));
    Files.delete(file);
  }

  @Provide
  Arbitrary<List<Row>> rows() {
    return RowArbitraries.rows().list();
  }

  @Provide
  Arbitrary<List<LedgerEntry>> entries() {
    return RowArbitraries.ledgerEntries().list();
  }

  @Test
  void schemaDeclaresEveryColumn() throws IOException {
    Path file = file(RowParquet.write(Config.UNPAIRED, List.of(SampleRows.unpaired(1))));
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
      assertThat(
          reader.getFileMetaData().getSchema().toString(),
          is(
              """
              message prefmill.file.unpaired {
                required binary row_id (STRING);
                required binary context_key (STRING);
                optional binary category (STRING);
                required group prompt (LIST) {
                  repeated group list {
                    required group element {
                      required binary role (STRING);
                      required binary content (STRING);
                    }
                  }
                }
                required group completion (LIST) {
                  repeated group list {
                    required group element {
                      required binary role (STRING);
                      required binary content (STRING);
                    }
                  }
                }
                required boolean label;
                optional binary tools (STRING);
                required binary answer_id (STRING);
                required int32 support;
                required double weight;
              }
              """));
    }
    Files.delete(file);
  }

  private static Path file(byte[] bytes) throws IOException {
    return Files.write(Files.createTempFile("prefmill", ".parquet"), bytes);
  }
}
