package prefmill.trainers.places.ssh;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import prefmill.trainers.places.remote.RemoteShell;
import prefmill.trainers.training.TrainingException;

/**
 * The user's own OpenSSH client, with the user's own configuration, agent and known_hosts. It never
 * asks and never accepts a host key that is not known.
 */
final class SshShell implements RemoteShell {
  private static final int LOST = 255;
  private static final List<String> OPTIONS =
      List.of(
          "BatchMode=yes",
          "ConnectTimeout=15",
          "ServerAliveInterval=10",
          "ServerAliveCountMax=3",
          "ClearAllForwardings=yes",
          "ForwardAgent=no",
          "ForwardX11=no",
          "LogLevel=ERROR");

  private final SshHost host;
  private final List<String> client;

  /**
   * The way to a host.
   *
   * @param client the program and its first arguments
   */
  SshShell(SshHost host, List<String> client) {
    this.host = host;
    this.client = List.copyOf(client);
  }

  @Override
  public String name() {
    return host.host();
  }

  @Override
  public List<String> command(List<String> words) {
    List<String> command = new ArrayList<>(client);
    command.add("-T");
    OPTIONS.forEach(option -> command.addAll(List.of("-o", option)));
    host.port().ifPresent(port -> command.addAll(List.of("-p", String.valueOf(port))));
    host.user().ifPresent(user -> command.addAll(List.of("-l", user)));
    host.identityFile()
        .ifPresent(
            file -> command.addAll(List.of("-i", file.toString(), "-o", "IdentitiesOnly=yes")));
    command.addAll(List.of("--", host.host(), "exec " + quoted(words)));
    return command;
  }

  // The login shell there takes the line apart again.
  private static String quoted(List<String> words) {
    return words.stream()
        .map(word -> "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }

  @Override
  public boolean isLost(int exitCode) {
    return exitCode == LOST;
  }

  @Override
  public boolean isPassing(String said) {
    return !said.contains("verification failed")
        && !said.contains("IDENTIFICATION HAS CHANGED")
        && !said.contains("Permission denied")
        && !said.contains("Could not resolve")
        && !said.contains("Bad configuration");
  }

  @Override
  public TrainingException fault(String said) {
    String name = host.host();
    if (said.contains("IDENTIFICATION HAS CHANGED")) {
      return new TrainingException(
          "%s shows another host key than the one in known_hosts: make sure that it is the right host, then remove the old key with `ssh-keygen -R` and connect once by hand."
              .formatted(name));
    }
    if (said.contains("verification failed")) {
      return new TrainingException(
          "The host key of %s is not in known_hosts: connect once by hand with `ssh %s` and compare it."
              .formatted(name, name));
    }
    if (said.contains("Permission denied")) {
      return new TrainingException(
          "%s refuses the login: name a key in training.ssh.identity_file that its authorized_keys holds, or load it into ssh-agent."
              .formatted(name));
    }
    return new TrainingException(
        "%s cannot be reached by ssh (%s): see whether `ssh %s` works by hand."
            .formatted(name, lastLine(said), name));
  }

  private static String lastLine(String said) {
    String text = said.strip();
    return text.isEmpty()
        ? "the connection ended"
        : text.substring(text.lastIndexOf('\n') + 1).strip();
  }
}
