package prefmill.runners.cli;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The wish that a command which runs without end comes to one: SIGTERM, or Ctrl-C.
 *
 * <p>A JVM that shuts down can no longer start the work that a good end takes, so the signals are
 * taken instead. The second one ends the process at once.
 */
public final class StopSignal {
  private static final List<String> NAMES = List.of("TERM", "INT");

  private StopSignal() {}

  /** Listens from now on; the latch is at zero once the signal came. */
  public static CountDownLatch listen() {
    CountDownLatch came = new CountDownLatch(1);
    try {
      // by name: the compiler knows no supported way to a signal
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object byDefault = handler.getField("SIG_DFL").get(null);
      for (String name : NAMES) {
        Object listened = signal.getConstructor(String.class).newInstance(name);
        Object once =
            Proxy.newProxyInstance(
                StopSignal.class.getClassLoader(),
                new Class<?>[] {handler},
                (proxy, method, arguments) -> {
                  signal.getMethod("handle", signal, handler).invoke(null, listened, byDefault);
                  came.countDown();
                  return null;
                });
        signal.getMethod("handle", signal, handler).invoke(null, listened, once);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Java cannot listen to signals", e);
    }
    return came;
  }
}
