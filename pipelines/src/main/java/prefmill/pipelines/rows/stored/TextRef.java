package prefmill.pipelines.rows.stored;

/**
 * Where a row's text lies.
 *
 * @param file its name below the folder of stored texts
 * @param offset its first byte
 * @param length its bytes
 * @param crc their CRC-32C
 */
public record TextRef(String file, long offset, int length, int crc) {}
