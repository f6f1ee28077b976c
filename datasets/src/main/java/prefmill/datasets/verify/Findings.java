package prefmill.datasets.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The faults found so far. */
final class Findings {
  private final List<Fault> faults = new ArrayList<>();

  void add(String file, String message, Object... values) {
    atRow(file, 0, message, values);
  }

  void atRow(String file, long row, String message, Object... values) {
    faults.add(new Fault(file, row, String.format(Locale.ROOT, message, values)));
  }

  List<Fault> all() {
    return List.copyOf(faults);
  }
}
