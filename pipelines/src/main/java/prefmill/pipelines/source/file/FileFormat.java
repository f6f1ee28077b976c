package prefmill.pipelines.source.file;

import java.util.Locale;
import org.apache.beam.sdk.io.Compression;

/** How a file holds its records, as its name tells. */
public enum FileFormat {
  /** One record a line, not compressed: .jsonl, .ndjson, and names without a known ending. */
  LINES,
  /** One array, or one record a line, not compressed: .json. */
  JSON,
  /** Either, compressed: .gz, .zst. */
  COMPRESSED;

  /** The format of a file by its name. */
  public static FileFormat of(String name) {
    if (compression(name) != Compression.UNCOMPRESSED) {
      return COMPRESSED;
    }
    return mayBeArray(name) ? JSON : LINES;
  }

  /** Whether a folder's file of this name is one of feedback. */
  public static boolean isFeedback(String name) {
    String plain = withoutCompression(name);
    return plain.endsWith(".jsonl") || plain.endsWith(".ndjson") || plain.endsWith(".json");
  }

  static Compression compression(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".gz")) {
      return Compression.GZIP;
    }
    return lower.endsWith(".zst") ? Compression.ZSTD : Compression.UNCOMPRESSED;
  }

  static boolean mayBeArray(String name) {
    return withoutCompression(name).endsWith(".json");
  }

  private static String withoutCompression(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.replaceFirst("\\.(gz|zst)$", "");
  }
}
