package prefmill.trainers.djl.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import prefmill.trainers.huggingface.TokenSequence;

/**
 * Sequences as the script reads them.
 *
 * @param ids tokens, one sequence a row, padded on the right
 * @param positions where in the flattened rows each target is predicted
 * @param targets the token due there
 * @param sequences the row that each target belongs to
 */
record Batch(NDArray ids, NDArray positions, NDArray targets, NDArray sequences) {
  static Batch of(NDManager manager, List<TokenSequence> sequences) {
    int width = sequences.stream().mapToInt(TokenSequence::length).max().orElseThrow();
    int count = sequences.stream().mapToInt(TokenSequence::targets).sum();
    long[] ids = new long[sequences.size() * width];
    long[] positions = new long[count];
    long[] targets = new long[count];
    long[] rows = new long[count];
    int next = 0;
    for (int row = 0; row < sequences.size(); row++) {
      TokenSequence sequence = sequences.get(row);
      for (int t = 0; t < sequence.length(); t++) {
        ids[row * width + t] = sequence.id(t);
        if (t >= sequence.firstTarget()) {
          positions[next] = (long) row * width + t - 1;
          targets[next] = sequence.id(t);
          rows[next++] = row;
        }
      }
    }
    return new Batch(
        manager.create(ids, new Shape(sequences.size(), width)),
        manager.create(positions),
        manager.create(targets),
        manager.create(rows));
  }

  /** The same tokens, read at other positions of the flattened rows. */
  Batch at(NDArray otherPositions) {
    return new Batch(ids, otherPositions, targets, sequences);
  }
}
