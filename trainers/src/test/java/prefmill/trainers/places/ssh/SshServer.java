package prefmill.trainers.places.ssh;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real OpenSSH server on loopback, as an ordinary process in namespaces of its own: another user,
 * another home, and a file system of one megabyte to run out of room on.
 */
final class SshServer implements AutoCloseable {
  private static final String USER = "trainer";

  private final Path folder;
  private final int port;
  private Process process;

  private SshServer(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** Starts one that keeps all it has in a folder. */
  static SshServer start(Path folder) throws IOException, InterruptedException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      SshServer server = new SshServer(folder, free.getLocalPort());
      Files.createDirectories(server.home());
      Files.createDirectories(server.small());
      for (String key : List.of("host", "other", "user", "stranger")) {
        call("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.resolve(key).toString());
      }
      server.configure();
      free.close();
      server.begin();
      return server;
    }
  }

  private void configure() throws IOException {
    Files.writeString(
        folder.resolve("sshd_config"),
        String.join(
            "\n",
            "Port " + port,
            "ListenAddress 127.0.0.1",
            "HostKey " + folder.resolve("host"),
            "AuthorizedKeysFile " + folder.resolve("user.pub"),
            "PidFile none",
            "UsePAM no",
            "StrictModes no",
            "PasswordAuthentication no",
            "KbdInteractiveAuthentication no",
            "SetEnv OMP_NUM_THREADS=1",
            ""));
    Files.writeString(
        folder.resolve("passwd"),
        USER + ":x:1000:1000::" + home() + ":/bin/sh\nroot:x:0:0::/:/bin/sh\n");
    know("host");
  }

  /** Lets clients know the host by one of the keys. */
  void know(String key) throws IOException {
    String name = "[127.0.0.1]:" + port + " ";
    Files.writeString(
        folder.resolve("known_hosts"),
        key.isEmpty() ? "" : name + Files.readString(folder.resolve(key + ".pub")));
    Files.writeString(
        folder.resolve("ssh_config"), "UserKnownHostsFile " + folder.resolve("known_hosts") + "\n");
  }

  /** Starts it, or starts it again. */
  void begin() throws IOException, InterruptedException {
    String unpacked = System.getProperty("prefmill.sshd");
    assertThat("run ./verify, which makes prefmill.sshd", unpacked, is(notNullValue()));
    String script =
        """
        mount --bind "$1/passwd" /etc/passwd && mount -t tmpfs -o size=1m tmpfs "$1/small" &&
        exec unshare --user --map-user=1000 --map-group=1000 "$2/usr/sbin/sshd" -D -e -f "$1/sshd_config"
        """;
    ProcessBuilder builder =
        new ProcessBuilder(
                "unshare",
                "--user",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                script,
                "sh",
                folder.toString(),
                unpacked)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
    if (!unpacked.equals("/")) {
      try (Stream<Path> libraries = Files.list(Path.of(unpacked, "usr/lib"))) {
        String path = libraries.map(Path::toString).collect(Collectors.joining(":"));
        builder.environment().put("LD_LIBRARY_PATH", path);
      }
    }
    process = builder.start();
    for (int i = 0; i < 100 && !listens(); i++) {
      Thread.sleep(100);
    }
    assertThat(Files.readString(folder.resolve("log")), listens(), is(true));
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Kills the server, its connections and the clients of this process; runs go on. */
  void cut() throws InterruptedException {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle()))
            .filter(handle -> handle.info().command().orElse("").endsWith("/sshd"))
            .toList();
    clients().forEach(ProcessHandle::destroyForcibly);
    all.forEach(ProcessHandle::destroyForcibly);
    process.waitFor();
  }

  /** The clients that this process has started. */
  static Stream<ProcessHandle> clients() {
    return ProcessHandle.current()
        .children()
        .filter(handle -> handle.info().command().orElse("").endsWith("/ssh"));
  }

  /** The host with a key and an interpreter. */
  SshHost host(String key, Path root, String python) {
    return host(key, root, python, Optional.empty());
  }

  /** The same, where a run ends by itself after a time. */
  SshHost host(String key, Path root, String python, Optional<Duration> longest) {
    return new SshHost(
        "127.0.0.1",
        OptionalInt.of(port),
        Optional.of(USER),
        Optional.of(folder.resolve(key)),
        root.toString(),
        python,
        longest);
  }

  /** A client with a configuration of its own. */
  List<String> client() {
    return List.of("ssh", "-F", folder.resolve("ssh_config").toString());
  }

  Path home() {
    return folder.resolve("home");
  }

  /** A folder with room for a megabyte. */
  Path small() {
    return folder.resolve("small");
  }

  private static void call(String... command) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor(), is(0));
  }

  @Override
  public void close() throws InterruptedException {
    cut();
  }
}
