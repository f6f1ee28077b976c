package prefmill.runners.command.dataset;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import prefmill.datasets.explain.EventExplanation;
import prefmill.datasets.explain.ExplainEvent;
import prefmill.datasets.store.PublishedVersion;
import prefmill.pipelines.job.DatasetKey;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.project.Project;
import prefmill.runners.project.VersionReference;
import prefmill.transforms.keys.EventKeys;

/** Says what became of one event, and why. */
@Command(
    name = "explain",
    description = "Says what became of one event: stage, rule, value, threshold, and what won.")
public final class ExplainOneEvent implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(
      paramLabel = "EVENT_ID",
      description = "The event's id as its source gave it, or a dead letter's id.")
  private String event;

  @Option(
      names = "--version-of",
      paramLabel = "DATASET@N",
      description = "The version to look in (default: the newest of the policy's dataset).")
  private String reference;

  @Override
  public Integer call() throws Exception {
    Project project = Project.load(common.config());
    PublishedVersion version = VersionReference.parse(reference).find(project);
    Optional<EventExplanation> explained = ExplainEvent.of(version.folder(), event);
    if (explained.isEmpty() && EventKeys.mayBeAddress(event)) {
      event = EventKeys.kept(DatasetKey.of(project.policy()).hash(), event);
      explained = ExplainEvent.of(version.folder(), event);
    }
    if (explained.isEmpty()) {
      throw CommandFailure.usage(UnknownEvent.sentence(project, version, event));
    }
    EventExplanation found = explained.get();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("version", found.version());
    values.put("event_id", found.entry().eventId());
    values.put("outcome", found.entry().outcome().label());
    values.put("stage", found.entry().stage());
    values.put("rule", found.entry().rule());
    values.put("value", found.entry().value());
    values.put("threshold", found.entry().threshold());
    values.put("example_ids", found.entry().exampleIds());
    values.put("rows", found.rows());
    values.put("winners", found.winners());
    values.put("rejections", found.rejections());
    values.put("dead_letter", found.deadLetter());
    common.output().result(values, found.text());
    return ExitCode.DONE.code();
  }
}
