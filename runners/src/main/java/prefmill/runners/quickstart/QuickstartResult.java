package prefmill.runners.quickstart;

import java.nio.file.Path;
import prefmill.runners.nightly.NightlyResult;

/**
 * How a quickstart ended.
 *
 * @param folder where everything lies
 * @param policy the policy's file
 * @param nightly what the nightly run did
 */
public record QuickstartResult(Path folder, Path policy, NightlyResult nightly) {}
