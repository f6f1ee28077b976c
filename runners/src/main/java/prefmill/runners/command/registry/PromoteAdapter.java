package prefmill.runners.command.registry;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.project.OpenRegistry;
import prefmill.runners.project.Project;
import prefmill.runners.serve.ServedAdapter;
import prefmill.runners.view.LiveView;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.entry.RegisteredAdapter;
import prefmill.trainers.registry.live.Aliases;
import prefmill.trainers.registry.live.Evaluation;
import prefmill.trainers.registry.live.Evaluations;
import prefmill.trainers.registry.live.LiveAdapter;

/** Makes an adapter live, on the evidence of its newest evaluation against what is live. */
@Command(
    name = "promote",
    description =
        "Makes an adapter live; its newest evaluation against what is live must have passed.")
public final class PromoteAdapter implements Callable<Integer> {
  private static final String NOTHING = "nothing";

  @Mixin private CommonOptions common;
  @Mixin private AliasOptions alias;

  @Parameters(
      paramLabel = "NAME[@VERSION]",
      arity = "0..1",
      description = "Without a version the newest of that name; without a name the policy's.")
  private String reference;

  @Option(
      names = "--expect",
      paramLabel = "NAME@VERSION",
      description = "Only if this is what is live now, or nothing (default: whatever is live).")
  private String expected;

  @Override
  public Integer call() throws Exception {
    Project project = Project.load(common.config());
    String asked = reference == null ? project.adapterName() : reference;
    try (OpenRegistry open = OpenRegistry.of(project)) {
      Registry registry = open.registry();
      RegisteredAdapter adapter =
          registry
              .adapters()
              .find(asked)
              .orElseThrow(() -> CommandFailure.usage(ShowAdapter.unknown(asked)));
      requireKnown(registry);
      ServedAdapter.requireUntainted(adapter);
      String name = alias.name(project, adapter.name());
      Aliases aliases = Aliases.of(registry);
      Optional<LiveAdapter> live = aliases.live(name);
      if (live.isPresent() && live.get().modelId().equals(adapter.modelId())) {
        ServedAdapter.requireServable(adapter);
        return tell(live.get(), false);
      }
      Evaluations.Decided decided = passing(registry, adapter, name);
      ServedAdapter.requireServable(adapter);
      Optional<String> seen = seen(live.map(LiveAdapter::modelId));
      return tell(aliases.promote(name, adapter, seen, decided.id(), alias.actor()), true);
    }
  }

  /** A slip of the pen must not pass for "nothing". */
  private void requireKnown(Registry registry) {
    boolean known =
        expected == null
            || expected.equals(NOTHING)
            || registry
                .adapters()
                .find(expected)
                .filter(adapter -> adapter.modelId().equals(expected))
                .isPresent();
    if (!known) {
      throw CommandFailure.usage(
          "--expect names no adapter: the registry holds no %s. Write NAME@VERSION or nothing; `prefmill registry list` shows what it holds."
              .formatted(expected));
    }
  }

  private Optional<String> seen(Optional<String> live) {
    if (expected == null) {
      return live;
    }
    return expected.equals(NOTHING) ? Optional.empty() : Optional.of(expected);
  }

  /** Evidence says nothing of an adapter that it was not held against. */
  private static Evaluations.Decided passing(
      Registry registry, RegisteredAdapter adapter, String name) {
    Evaluations evaluations = Evaluations.of(registry);
    Optional<UUID> baseline = Aliases.of(registry).baseline(name, adapter.id());
    Evaluations.Decided decided =
        evaluations
            .newest(adapter.id(), baseline)
            .orElseThrow(
                () ->
                    CommandFailure.refused(
                        "%s was never held against the %s, which is what it would replace under %s: `prefmill registry evaluate %s --alias %s` does."
                            .formatted(
                                adapter.modelId(),
                                baseline
                                    .flatMap(registry.adapters()::find)
                                    .map(RegisteredAdapter::modelId)
                                    .orElse("base model"),
                                name,
                                adapter.modelId(),
                                name)));
    if (decided.decision() != Evaluation.Decision.PASSED) {
      throw CommandFailure.refused(
          "The newest evaluation of %s ended %s: %s `prefmill registry show %s` shows its numbers."
              .formatted(
                  adapter.modelId(),
                  decided.decision().name().toLowerCase(Locale.ROOT),
                  decided.metrics().getOrDefault("reason", "it gave no reason."),
                  adapter.modelId()));
    }
    return decided;
  }

  private int tell(LiveAdapter live, boolean changed) {
    common
        .output()
        .result(
            Map.of("changed", changed, "live", LiveView.json(live)),
            (changed ? "Now live: " : "Live already: ") + LiveView.text(live));
    return ExitCode.DONE.code();
  }
}
