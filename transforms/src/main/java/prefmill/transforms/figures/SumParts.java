package prefmill.transforms.figures;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.MapCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.values.KV;
import prefmill.transforms.coders.RecordCoder;

/**
 * Sums the newest state of each part; an earlier state that comes late or again changes nothing.
 */
final class SumParts
    extends Combine.CombineFn<
        KV<Integer, SumParts.Part>, Map<Integer, SumParts.Part>, List<Figure>> {
  @Override
  public Map<Integer, Part> createAccumulator() {
    return new HashMap<>();
  }

  @Override
  public Map<Integer, Part> addInput(Map<Integer, Part> parts, KV<Integer, Part> part) {
    parts.merge(part.getKey(), part.getValue(), (a, b) -> b.events() > a.events() ? b : a);
    return parts;
  }

  @Override
  public Map<Integer, Part> mergeAccumulators(Iterable<Map<Integer, Part>> all) {
    Map<Integer, Part> merged = createAccumulator();
    all.forEach(parts -> parts.forEach((part, figures) -> addInput(merged, KV.of(part, figures))));
    return merged;
  }

  @Override
  public List<Figure> extractOutput(Map<Integer, Part> parts) {
    Map<Figure, Figure> sums = new TreeMap<>(Figure.ORDER);
    for (Part part : parts.values()) {
      part.figures().forEach(figure -> sums.merge(figure, figure, Figure::plus));
    }
    return List.copyOf(sums.values());
  }

  @Override
  public Coder<Map<Integer, Part>> getAccumulatorCoder(
      CoderRegistry registry, Coder<KV<Integer, Part>> input) {
    return MapCoder.of(VarIntCoder.of(), RecordCoder.of(Part.class));
  }

  @Override
  public Coder<List<Figure>> getDefaultOutputCoder(
      CoderRegistry registry, Coder<KV<Integer, Part>> input) {
    return ListCoder.of(RecordCoder.of(Figure.class));
  }

  /**
   * What a part of the persons said on a day.
   *
   * @param events how many events it rests on: a later state of the part has as many or more
   * @param figures in order
   */
  record Part(long events, List<Figure> figures) {
    Part {
      figures = List.copyOf(figures);
    }
  }
}
