package prefmill.pipelines.source.file;

/**
 * A part of a file that is read in one piece; it starts and ends between lines.
 *
 * @param read the file
 * @param start its first byte
 * @param end the byte after its last
 * @param line the line that starts at its first byte, from 1
 */
public record FileRange(FileRead read, long start, long end, long line) {}
