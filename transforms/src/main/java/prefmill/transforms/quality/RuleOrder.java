package prefmill.transforms.quality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * The order in which rules judge: that of the catalogue, except that the rules which a policy names
 * share out the places of those rules among themselves in the policy's order. So naming one rule
 * moves nothing, and naming two the other way round swaps their places.
 */
final class RuleOrder {
  private RuleOrder() {}

  static <R> List<R> of(List<String> named, List<R> catalogue, Function<R, String> name) {
    List<R> moved =
        catalogue.stream()
            .filter(rule -> named.contains(name.apply(rule)))
            .sorted(Comparator.comparingInt(rule -> named.indexOf(name.apply(rule))))
            .toList();
    List<R> ordered = new ArrayList<>();
    int next = 0;
    for (R rule : catalogue) {
      ordered.add(named.contains(name.apply(rule)) ? moved.get(next++) : rule);
    }
    return ordered;
  }
}
