package prefmill.transforms.parse.preset;

import com.dashjoin.jsonata.Jsonata;
import java.lang.reflect.Proxy;

/**
 * Counts the steps and the nesting of one evaluation, so that a mapping ends on every row and ends
 * alike on every machine: no clock and no stack size decides.
 */
final class StepBudget {
  private final int mostSteps;
  private final int mostDepth;
  private int steps;
  private int depth;

  StepBudget(int mostSteps, int mostDepth) {
    this.mostSteps = mostSteps;
    this.mostDepth = mostDepth;
  }

  /** Makes every evaluation in this frame spend from the budget. */
  void watch(Jsonata.Frame frame) {
    // proxies, because the callbacks' own types are not public in the library
    frame.setEvaluateEntryCallback(proxy(Jsonata.EntryCallback.class, this::enter));
    frame.setEvaluateExitCallback(proxy(Jsonata.ExitCallback.class, this::leave));
  }

  void reset() {
    steps = 0;
    depth = 0;
  }

  private void enter() {
    steps++;
    depth++;
    if (steps > mostSteps || depth > mostDepth) {
      throw new ExceededException();
    }
  }

  private void leave() {
    depth--;
  }

  private static <T> T proxy(Class<T> type, Runnable action) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              action.run();
              return null;
            }));
  }

  /** The budget is spent. */
  static final class ExceededException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
