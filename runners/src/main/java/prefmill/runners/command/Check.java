package prefmill.runners.command;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.policy.PolicyException;
import prefmill.pipelines.policy.checkup.PolicyCheck;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.failure.ExitCode;

/** Validates a policy whole: every fault in one go. */
@Command(
    name = "check",
    description = "Validates the policy whole and names every fault by its path.")
public final class Check implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    try {
      Policy policy = PolicyCheck.check(common.config());
      common
          .output()
          .result(
              Map.of(
                  "valid", true,
                  "dataset", policy.dataset(),
                  "sources", policy.sources().size(),
                  "policy_hash", policy.policyHash(),
                  "faults", List.of()),
              "%s is valid: dataset %s, %d source%s."
                  .formatted(
                      common.config(),
                      policy.dataset(),
                      policy.sources().size(),
                      policy.sources().size() == 1 ? "" : "s"));
      return ExitCode.DONE.code();
    } catch (PolicyException e) {
      common.output().note(e.getMessage());
      common.output().json(Map.of("valid", false, "faults", e.faults()));
      return ExitCode.USAGE.code();
    }
  }
}
