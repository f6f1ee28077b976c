package prefmill.datasets.manifest;

/**
 * A file of a version.
 *
 * @param path below the version's folder, with forward slashes
 * @param rows the rows, entries or lines that it holds; of the card 0
 * @param bytes its length
 * @param sha256 of its bytes, 64 hexadecimal digits
 */
public record FileEntry(String path, long rows, long bytes, String sha256) {}
