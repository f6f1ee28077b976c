package prefmill.datasets.canonical;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import prefmill.datasets.rows.LedgerEntry;

/**
 * The identity of a version's ledger, in two steps, so that each file's part is known where the
 * file is written.
 *
 * <p>Of a file: SHA-256 over the canonical JSON of its entries in the order of the file, a line
 * feed after each. Of the ledger: SHA-256 over the files' hashes in the order of their names, as 64
 * hexadecimal digits and a line feed each.
 */
public final class LedgerHash {
  /** The order within a file: by the UTF-8 bytes of the event's id. */
  public static final Comparator<LedgerEntry> ORDER =
      Comparator.comparing(
          entry -> entry.eventId().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  private LedgerHash() {}

  /** The hash of one file's entries, which are given in {@link #ORDER}. */
  public static String ofFile(List<LedgerEntry> entries) {
    OfFile hash = new OfFile();
    entries.forEach(hash::add);
    return hash.hex();
  }

  /** The hash of a file whose entries come one at a time, in {@link #ORDER}. */
  public static final class OfFile {
    private final MessageDigest digest = Sha256.digest();

    /** Takes the next entry. */
    public void add(LedgerEntry entry) {
      digest.update(LedgerJson.bytes(entry));
      digest.update((byte) '\n');
    }

    /** The hash of all entries; asked for once. */
    public String hex() {
      return Sha256.finish(digest);
    }
  }

  /** The hash of the ledger from its files' hashes, given in the order of the files' names. */
  public static String of(List<String> fileHashes) {
    MessageDigest digest = Sha256.digest();
    for (String hash : fileHashes) {
      digest.update((hash + '\n').getBytes(StandardCharsets.UTF_8));
    }
    return Sha256.finish(digest);
  }
}
