package prefmill.pipelines.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.UUID;
import prefmill.datasets.canonical.Sha256;
import prefmill.datasets.objects.Durable;

/**
 * A file that a worker wrote.
 *
 * @param path below the scratch folder
 * @param rows the rows it holds
 * @param bytes its length
 * @param sha256 of its bytes
 */
public record PartFile(String path, long rows, long bytes, String sha256) {
  /** Writes a file under a new name and forces it to the disk. */
  public static PartFile write(Path scratch, String format, long rows, byte[] bytes)
      throws IOException {
    return write(scratch, format, rows, out -> out.write(bytes));
  }

  /** Writes a file under a new name as its content comes, and forces it to the disk. */
  public static PartFile write(Path scratch, String format, long rows, Durable.Content content)
      throws IOException {
    String path = newPath(format);
    Path file = scratch.resolve(path);
    Files.createDirectories(file.getParent());
    MessageDigest digest = Sha256.digest();
    Durable.writeNew(file, out -> content.to(new DigestOutputStream(out, digest)));
    return new PartFile(path, rows, Files.size(file), Sha256.finish(digest));
  }

  /** Takes a file of this machine over under a new name and forces it to the disk. */
  public static PartFile take(Path scratch, String format, long rows, Path written)
      throws IOException {
    String path = newPath(format);
    Path file = scratch.resolve(path);
    Files.createDirectories(file.getParent());
    Durable.copyNew(written, file);
    return new PartFile(path, rows, Files.size(written), Sha256.of(written));
  }

  private static String newPath(String format) {
    return BuildFolder.PARTS + "/" + UUID.randomUUID() + "." + format;
  }
}
