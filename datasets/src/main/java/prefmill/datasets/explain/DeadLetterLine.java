package prefmill.datasets.explain;

/**
 * Where a dead letter came from, as dead_letters/*.jsonl says it.
 *
 * @param id keyed hash of its raw bytes
 * @param source the policy's name of the source
 * @param file the path below the source's folder, or the table
 * @param line its line, from 1
 * @param offset its first byte
 * @param length its bytes
 * @param errorClass the kind of fault
 * @param message one sentence, without values
 * @param shape the JSON's shape
 */
public record DeadLetterLine(
    String id,
    String source,
    String file,
    long line,
    long offset,
    long length,
    String errorClass,
    String message,
    String shape) {}
