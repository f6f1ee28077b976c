package prefmill.trainers.djl.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs TorchScript text as the archive that torch.jit.load reads: the code, and a pickle that
 * makes one object of the class {@code M}, without parameters of its own.
 */
final class ScriptArchive {
  private static final String OBJECT_OF_M =
      "\u0080\u0002c__torch__\nM\n)\u0081}(X\b\0\0\0training\u0089ub.";
  private static final byte[] EMPTY_TUPLE = {(byte) 0x80, 2, ')', '.'};

  private ScriptArchive() {}

  static byte[] of(String source) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      put(zip, "m/data.pkl", OBJECT_OF_M.getBytes(StandardCharsets.ISO_8859_1));
      put(zip, "m/code/__torch__.py", source.getBytes(StandardCharsets.US_ASCII));
      put(zip, "m/constants.pkl", EMPTY_TUPLE);
      put(zip, "m/version", "3\n".getBytes(StandardCharsets.US_ASCII));
    }
    return bytes.toByteArray();
  }

  /** PyTorch reads entries that are stored, not deflated. */
  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCompressedSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
