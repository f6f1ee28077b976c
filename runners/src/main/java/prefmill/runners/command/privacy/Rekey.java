package prefmill.runners.command.privacy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import prefmill.pipelines.rekey.RekeyLog;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.cli.Progress;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.project.HeldDataset;
import prefmill.runners.project.Project;

/** Carries what is kept over to a new masking key. */
@Command(
    name = "rekey",
    description =
        "Carries the event log and the erasures over to the policy's masking key from those under"
            + " masking.previous_keys; what it was killed in is finished by the next.")
public final class Rekey implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws Exception {
    Project project = Project.load(common.config());
    project.requireMaskingKey();
    RekeyLog.Carried carried;
    try (HeldDataset held = HeldDataset.of(project);
        Progress progress = common.output().progress()) {
      progress.stage("carrying the event log over to the new masking key");
      carried = RekeyLog.of(project.policy()).run();
    }
    common.output().result(json(carried), text(carried));
    return ExitCode.DONE.code();
  }

  private static Map<String, Object> json(RekeyLog.Carried carried) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("key_id", carried.keyId());
    values.put("entries", carried.entries());
    values.put("events", carried.events());
    values.put("erasures", carried.erasures());
    return values;
  }

  private static String text(RekeyLog.Carried carried) {
    return carried.entries() + carried.erasures() == 0
        ? "All is under the masking key %s already.".formatted(carried.keyId())
        : "%,d events and %,d erasures carried over to the masking key %s. Next: `prefmill build`."
            .formatted(carried.events(), carried.erasures(), carried.keyId());
  }
}
