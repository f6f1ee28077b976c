package prefmill.pipelines.rows.stored;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.apache.beam.sdk.util.VarInt;
import prefmill.datasets.objects.DiskFull;
import prefmill.datasets.objects.Places;
import prefmill.transforms.coders.RecordCoder;

/** Files of contexts: each holds contexts of one stretch of buckets, in the order they came. */
public final class KeptContexts {
  private static final int BUFFER = 1 << 16;
  private static final RecordCoder<KeptContext> CODER = RecordCoder.of(KeptContext.class);

  private final KeptPlace place;
  private final List<KeptFile> files = new ArrayList<>();
  private String path;
  private int stretch;
  private long count;
  private CRC32C crc;
  private DataOutputStream open;

  private KeptContexts(KeptPlace place) {
    this.place = place;
  }

  /** Writes into new files there; contexts of a stretch should come one after the other. */
  static KeptContexts writing(KeptPlace place) {
    return new KeptContexts(place);
  }

  void add(KeptContext context) throws IOException {
    try {
      if (open == null || place.stretch(context.bucket()) != stretch) {
        end();
        begin(place.stretch(context.bucket()));
      }
      // first and apart, so that who wants no more than buckets need not decode the rest
      open.writeLong(context.bucket());
      open.writeBoolean(context.lasts());
      CODER.encode(context, open);
      count++;
    } catch (IOException e) {
      throw DiskFull.or(file(), e);
    }
  }

  /** Ends the last file; gives all that were written. */
  List<KeptFile> finish() throws IOException {
    try {
      end();
    } catch (IOException e) {
      throw DiskFull.or(file(), e);
    }
    return files;
  }

  private Path file() {
    return Places.of(place.folder()).resolve(path);
  }

  private void begin(int next) throws IOException {
    path = place.newFile();
    stretch = next;
    count = 0;
    crc = new CRC32C();
    Files.createDirectories(file().getParent());
    open =
        new DataOutputStream(
            new BufferedOutputStream(
                new CheckedOutputStream(Files.newOutputStream(file()), crc), BUFFER));
  }

  private void end() throws IOException {
    if (open != null) {
      open.close();
      open = null;
      files.add(
          new KeptFile(KeptFile.CONTEXTS, path, place.bits(), stretch, count, crc.getValue()));
    }
  }

  /**
   * Gives each context of a file.
   *
   * @throws KeptFault if it does not hold what was written, which shows at its end
   */
  public static void each(Path folder, KeptFile kept, Consumer<KeptContext> taker) {
    read(
        folder,
        kept,
        in -> {
          in.skipNBytes(Long.BYTES + 1);
          taker.accept(CODER.decode(in));
        });
  }

  /** Takes the bucket of a context, and whether the context stays as it is with time. */
  @FunctionalInterface
  public interface BucketTaker {
    /** Takes one. */
    void take(long bucket, boolean lasts);
  }

  /**
   * Gives the bucket of each context of a file.
   *
   * @throws KeptFault if it does not hold what was written, which shows at its end
   */
  public static void buckets(Path folder, KeptFile kept, BucketTaker taker) {
    read(
        folder,
        kept,
        in -> {
          taker.take(in.readLong(), in.readBoolean());
          in.skipNBytes(VarInt.decodeInt(in));
        });
  }

  private interface Taking {
    void from(DataInputStream in) throws IOException;
  }

  private static void read(Path folder, KeptFile kept, Taking taking) {
    Path file = folder.resolve(kept.path());
    CRC32C crc = new CRC32C();
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(
                new CheckedInputStream(Files.newInputStream(file), crc), BUFFER))) {
      for (long i = 0; i < kept.count(); i++) {
        taking.from(in);
      }
      if (in.read() >= 0) {
        throw KeptFault.damaged(file, null);
      }
    } catch (IOException e) {
      throw KeptFault.damaged(file, e);
    }
    if (crc.getValue() != kept.crc()) {
      throw KeptFault.damaged(file, null);
    }
  }
}
