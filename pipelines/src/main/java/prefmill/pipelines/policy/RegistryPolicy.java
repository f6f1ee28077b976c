package prefmill.pipelines.policy;

/**
 * The registry's database.
 *
 * @param url JDBC URL without credentials
 * @param user database user; null for the driver's default
 * @param passwordEnv environment variable that holds the password; null for none
 */
public record RegistryPolicy(String url, String user, String passwordEnv) {}
