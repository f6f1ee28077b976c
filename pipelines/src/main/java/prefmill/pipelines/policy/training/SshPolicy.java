package prefmill.pipelines.policy.training;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A host that trains, reached by OpenSSH.
 *
 * @param host its name, its address, or its name in the OpenSSH configuration
 * @param port the port; OpenSSH's own choice if empty
 * @param user the user there; OpenSSH's own choice if empty
 * @param identityFile absolute path of the private key; OpenSSH's own choice if empty
 * @param folder the folder there, relative to the user's home
 * @param python the Python there, relative to the user's home
 */
public record SshPolicy(
    String host,
    OptionalInt port,
    Optional<String> user,
    Optional<String> identityFile,
    String folder,
    String python) {}
