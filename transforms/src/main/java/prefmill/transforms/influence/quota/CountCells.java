package prefmill.transforms.influence.quota;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.Combine;
import prefmill.transforms.keys.Id;

/** Counts keys by their first byte: 256 cells, in the order of the keys. */
final class CountCells extends Combine.CombineFn<Integer, List<Long>, List<Long>> {
  private static final int CELLS = 256;

  /** The cell of a key. */
  static int cell(Id key) {
    return (int) (key.hi() >>> 56);
  }

  @Override
  public List<Long> createAccumulator() {
    return new ArrayList<>(Collections.nCopies(CELLS, 0L));
  }

  @Override
  public List<Long> addInput(List<Long> counts, Integer cell) {
    counts.set(cell, counts.get(cell) + 1);
    return counts;
  }

  @Override
  public List<Long> mergeAccumulators(Iterable<List<Long>> all) {
    List<Long> sums = createAccumulator();
    for (List<Long> counts : all) {
      for (int cell = 0; cell < CELLS; cell++) {
        sums.set(cell, sums.get(cell) + counts.get(cell));
      }
    }
    return sums;
  }

  @Override
  public List<Long> extractOutput(List<Long> counts) {
    return counts;
  }

  @Override
  public Coder<List<Long>> getAccumulatorCoder(CoderRegistry registry, Coder<Integer> cells) {
    return ListCoder.of(VarLongCoder.of());
  }

  @Override
  public Coder<List<Long>> getDefaultOutputCoder(CoderRegistry registry, Coder<Integer> cells) {
    return ListCoder.of(VarLongCoder.of());
  }
}
