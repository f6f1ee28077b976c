package prefmill.pipelines.source.file;

/**
 * A file to read.
 *
 * @param source the policy's name of the source
 * @param path where it lies
 * @param file its path below the source's folder
 * @param from the first byte to read: the start of a line
 * @param to the byte after the last; of a compressed file {@link Long#MAX_VALUE}
 */
public record FileRead(String source, String path, String file, long from, long to) {
  /** Whether it is a sequence of lines that can be read in parts. */
  boolean isSplittable() {
    return FileFormat.of(path) == FileFormat.LINES;
  }

  /** Without the path, for runners log it: a folder may bear somebody's address. */
  @Override
  public String toString() {
    return "FileRead[source=%s, file=%s, from=%d, to=%d]".formatted(source, file, from, to);
  }
}
