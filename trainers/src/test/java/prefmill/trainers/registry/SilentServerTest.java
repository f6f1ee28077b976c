package prefmill.trainers.registry;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static prefmill.trainers.registry.Fixtures.request;
import static prefmill.trainers.registry.Fixtures.version;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import prefmill.trainers.jobs.Jobs;
import prefmill.trainers.jobs.LeasedJob;

/** A network that takes every byte and brings none back, as after a cut between two hosts. */
class SilentServerTest {
  private static final Duration LEASE = Duration.ofSeconds(20);

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void endsACallBeforeTheLeaseDoes() throws Exception {
    TestDatabase database = TestDatabase.create();
    try (SilentProxy proxy = SilentProxy.to(TestDatabase.port())) {
      String url =
          database.url().replace(":" + TestDatabase.port() + "/", ":" + proxy.port() + "/");
      Registry registry = Registry.open(url, null, null);
      Jobs jobs = Jobs.of(registry);
      UUID id = jobs.request(request(registry.datasets().register(version(1, 'a')), '1')).id();
      jobs.validate(id);
      jobs.queue(id);
      LeasedJob job = jobs.take(id, "worker", LEASE).orElseThrow();
      assertThat(job.heartbeat().column(), is("running"));

      long began = System.nanoTime();
      registry
          .jdbi()
          .useHandle(
              handle -> {
                handle.execute("select 1");
                proxy.fallSilent();
                assertThrows(JdbiException.class, () -> handle.execute("select 1"));
              });
      long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
      assertThat(millis, is(allOf(greaterThan(1_000L), lessThan(LEASE.toMillis()))));
    }
  }

  /** Forwards bytes both ways until it is told to bring none back. */
  private static final class SilentProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean silent;

    private SilentProxy(ServerSocket listening, int target) {
      this.listening = listening;
      this.target = target;
    }

    static SilentProxy to(int target) throws IOException {
      SilentProxy proxy =
          new SilentProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
      proxy.start(proxy::accept);
      return proxy;
    }

    int port() {
      return listening.getLocalPort();
    }

    void fallSilent() {
      silent = true;
    }

    @Override
    public void close() throws IOException {
      listening.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    }

    private void accept() throws IOException {
      while (true) {
        Socket client = listening.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.addAll(List.of(client, server));
        start(() -> copy(client.getInputStream(), server.getOutputStream(), false));
        start(() -> copy(server.getInputStream(), client.getOutputStream(), true));
      }
    }

    private void copy(InputStream from, OutputStream to, boolean answers) throws IOException {
      byte[] bytes = new byte[8192];
      for (int length = from.read(bytes); length >= 0; length = from.read(bytes)) {
        if (!(answers && silent)) {
          to.write(bytes, 0, length);
          to.flush();
        }
      }
      if (!silent) {
        to.close();
      }
    }

    private void start(Work work) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  work.run();
                } catch (SocketException closed) {
                  // the other side is gone
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      thread.setDaemon(true);
      thread.start();
    }
  }

  private interface Work {
    void run() throws IOException;
  }
}
