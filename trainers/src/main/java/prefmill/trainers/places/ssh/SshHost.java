package prefmill.trainers.places.ssh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A host that trains.
 *
 * @param host its name, its address, or its name in the OpenSSH configuration
 * @param port the port; OpenSSH's own choice if empty
 * @param user the user there; OpenSSH's own choice if empty
 * @param identityFile the private key; OpenSSH's own choice if empty
 * @param folder the folder there, relative to the user's home
 * @param python the interpreter there, relative to the user's home if it has a slash
 * @param longest after which a run there ends by itself, whoever follows it; no limit if empty
 */
public record SshHost(
    String host,
    OptionalInt port,
    Optional<String> user,
    Optional<Path> identityFile,
    String folder,
    String python,
    Optional<Duration> longest) {}
