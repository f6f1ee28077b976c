package prefmill.datasets.parquet;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.Test;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.SampleRows;

class FooterNormalizerTest {
  private static final byte[] FILE =
      RowParquet.write(
          Config.PREFERENCE, IntStream.range(0, 50).mapToObj(SampleRows::preference).toList());

  @Test
  void aFooterWithItsListsReversedBecomesTheSameFile() throws IOException {
    byte[] reversed = withReversedLists(FILE);
    assertThat(reversed, is(not(FILE)));
    assertThat(FooterNormalizer.normalize(reversed), is(FILE));
  }

  @Test
  void keyValuePairsAreSorted() {
    FileMetaData footer = new FileMetaData();
    footer.setRow_groups(List.of());
    footer.setKey_value_metadata(
        new java.util.ArrayList<>(List.of(new KeyValue("z"), new KeyValue("a"))));
    FooterNormalizer.sort(footer);
    assertThat(footer.getKey_value_metadata().get(0).getKey(), is("a"));
  }

  @Test
  void whatIsNoParquetFileIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> FooterNormalizer.normalize(new byte[5]));
    assertThrows(IllegalArgumentException.class, () -> FooterNormalizer.normalize(new byte[50]));
  }

  private static byte[] withReversedLists(byte[] file) throws IOException {
    int start = FooterNormalizer.footerStart(file);
    FileMetaData footer =
        Util.readFileMetaData(new ByteArrayInputStream(file, start, file.length - 8 - start));
    footer
        .getRow_groups()
        .forEach(
            group ->
                group
                    .getColumns()
                    .forEach(
                        chunk -> {
                          Collections.reverse(chunk.getMeta_data().getEncodings());
                          Collections.reverse(chunk.getMeta_data().getEncoding_stats());
                        }));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(file, 0, start);
    Util.writeFileMetaData(footer, out);
    out.write(FooterNormalizer.littleEndian(out.size() - start));
    out.write(file, file.length - 4, 4);
    return out.toByteArray();
  }
}
