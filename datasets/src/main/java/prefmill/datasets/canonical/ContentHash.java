package prefmill.datasets.canonical;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;

/**
 * The identity of a version's rows: SHA-256 over (config, split, hash of the row) in ascending
 * order of row_id, over all configs together.
 *
 * <p>For every row these bytes enter, in UTF-8: config, a blank, split, a blank, the 64 hexadecimal
 * digits of the SHA-256 of its canonical JSON, a line feed. Neither shards nor codecs, clocks or
 * paths have a part in it. The order in which the rows are given does not matter.
 */
public final class ContentHash {
  private ContentHash() {}

  /** 64 hexadecimal digits; of no rows the SHA-256 of nothing. */
  public static String of(Collection<RowHash> rows) {
    MessageDigest digest = Sha256.digest();
    rows.stream()
        .sorted()
        .forEach(
            row ->
                digest.update(
                    (row.config().label() + ' ' + row.split().label() + ' ' + row.sha256() + '\n')
                        .getBytes(StandardCharsets.UTF_8)));
    return Sha256.finish(digest);
  }
}
