package prefmill.trainers.places.ssh;

import java.time.Duration;
import java.util.List;
import prefmill.trainers.places.Place;
import prefmill.trainers.places.remote.RemotePlace;

/** A host that is reached by OpenSSH; a run there goes on whatever becomes of the connection. */
public final class SshPlace {
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private SshPlace() {}

  /** A host, with the `ssh` on the path. */
  public static Place of(SshHost host) {
    return of(host, List.of("ssh"), PATIENCE);
  }

  /**
   * A host, with a client of one's own.
   *
   * @param client the program and its first arguments
   * @param patience how long connections may fail before a run is left to itself
   */
  static Place of(SshHost host, List<String> client, Duration patience) {
    return RemotePlace.of(
        new SshShell(host, client), folder(host.folder()), host.python(), host.longest(), patience);
  }

  private static String folder(String folder) {
    return folder.startsWith("~/") ? folder.substring(2) : folder;
  }
}
