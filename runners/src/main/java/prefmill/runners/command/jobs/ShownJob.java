package prefmill.runners.command.jobs;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import prefmill.runners.cli.Table;
import prefmill.trainers.jobs.Jobs;
import prefmill.trainers.jobs.TrainingJob;
import prefmill.trainers.jobs.history.JobHistory;
import prefmill.trainers.jobs.history.JobStep;
import prefmill.trainers.jobs.history.JobTransition;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.entry.RegisteredAdapter;

/**
 * All that the registry tells of a job.
 *
 * @param view the job and its last step
 */
record ShownJob(
    JobView view,
    List<JobTransition> transitions,
    List<AttemptView> attempts,
    List<JobStep> steps,
    Optional<RegisteredAdapter> adapter) {
  private static final int SHOWN_STEPS = 10;

  static ShownJob of(Registry registry, UUID id) {
    TrainingJob job = Jobs.of(registry).find(id).orElseThrow();
    JobHistory history = JobHistory.of(registry);
    Optional<RegisteredAdapter> adapter =
        job.resultingModelId()
            .flatMap(
                model ->
                    registry.adapters().history(job.name()).stream()
                        .filter(a -> a.id().equals(model))
                        .findFirst());
    Optional<Path> folder = adapter.map(a -> Path.of(a.adapterUri()));
    return new ShownJob(
        new JobView(job, history.lastStep(id)),
        history.transitions(id),
        history.attempts(id).stream()
            .map(a -> AttemptView.of(a, folder, a.fence() == job.fence()))
            .toList(),
        history.steps(id),
        adapter);
  }

  Map<String, Object> json() {
    Map<String, Object> values = view.json();
    values.put("adapter", adapter.map(RegisteredAdapter::modelId).orElse(null));
    values.put("transitions", transitions.stream().map(ShownJob::json).toList());
    values.put("runs", attempts.stream().map(AttemptView::json).toList());
    values.put("progress", steps.stream().map(ShownJob::json).toList());
    return values;
  }

  String text() {
    Table moves = Table.of("AT", "STATE", "ATTEMPT", "BY", "WHY");
    transitions.forEach(
        t ->
            moves.line(
                t.at(), t.toStatus(), t.fence(), t.holder().orElse("-"), t.message().orElse("-")));
    Table tries = Table.of("ATTEMPT", "BY", "BEGAN", "ENDED", "COST", "FILES");
    attempts.forEach(
        a ->
            tries.line(
                a.attempt().fence(),
                a.attempt().holder(),
                a.attempt().beganAt(),
                a.attempt().endedAt().orElse(null),
                JobView.money(a.attempt().cost()),
                AttemptView.text(a.folder())));
    Table progress = Table.of("STEP", "EPOCH", "LOSS", "VALIDATION", "TOKENS", "TOKENS/S", "COST");
    steps.stream().skip(Math.max(0, steps.size() - SHOWN_STEPS)).forEach(s -> line(progress, s));
    Table head = JobView.table();
    view.line(head);
    return head
        + "id: "
        + view.job().id()
        + "\nadapter: "
        + adapter.map(RegisteredAdapter::modelId).orElse("none")
        + view.job().errorMessage().map(e -> "\nended: " + e).orElse("")
        + "\n\n"
        + moves
        + "\n"
        + tries
        + "\n"
        + progress;
  }

  private static void line(Table table, JobStep s) {
    table.line(
        s.step() + "/" + s.ofSteps(),
        JobView.number("%.2f", s.epoch()),
        JobView.number("%.4f", s.loss()),
        JobView.number("%.4f", s.evalLoss()),
        s.tokens(),
        JobView.number("%,.0f", s.tokensPerSecond()),
        JobView.money(s.cost()));
  }

  private static Map<String, Object> json(JobTransition t) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("from", t.fromStatus().orElse(null));
    values.put("to", t.toStatus());
    values.put("attempt", t.fence());
    values.put("holder", t.holder().orElse(null));
    values.put("message", t.message().orElse(null));
    values.put("at", t.at().toString());
    return values;
  }

  private static Map<String, Object> json(JobStep s) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("attempt", s.fence());
    values.put("step", s.step());
    values.put("of", s.ofSteps());
    values.put("epoch", JobView.value(s.epoch()));
    values.put("loss", JobView.value(s.loss()));
    values.put("eval_loss", JobView.value(s.evalLoss()));
    values.put("learning_rate", JobView.value(s.learningRate()));
    values.put("tokens", s.tokens());
    values.put("tokens_per_second", JobView.value(s.tokensPerSecond()));
    values.put("remaining_seconds", JobView.value(s.remainingSeconds()));
    values.put("cost", JobView.value(s.cost()));
    values.put("at", s.at().toString());
    return values;
  }
}
