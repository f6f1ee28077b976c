package prefmill.pipelines.rows;

/**
 * Where a row's text lies.
 *
 * @param file name within the attempt's folder of candidates
 * @param offset its first byte
 * @param length its bytes
 */
public record TextRef(String file, long offset, int length) {}
