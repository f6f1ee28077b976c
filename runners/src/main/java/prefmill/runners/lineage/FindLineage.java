package prefmill.runners.lineage;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import prefmill.datasets.explain.EventExplanation;
import prefmill.datasets.explain.ExplainEvent;
import prefmill.datasets.explain.Printable;
import prefmill.datasets.store.PublishedVersion;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.project.OpenRegistry;
import prefmill.runners.project.Project;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.lineage.AdapterOrigin;
import prefmill.trainers.registry.lineage.Lineage;
import prefmill.trainers.registry.lineage.LivePeriod;

/** Follows events to adapters by the versions' ledgers and the registry, and adapters to events. */
public final class FindLineage {
  private final Project project;

  private FindLineage(Project project) {
    this.project = project;
  }

  /** The lineage in a project's store and registry. */
  public static FindLineage of(Project project) {
    return new FindLineage(project);
  }

  /**
   * Finds what a word names: an alias, NAME@VERSION of an adapter, its NAME for the newest, or else
   * an event.
   *
   * @throws CommandFailure with the exit code of wrong usage, if it is none of them
   */
  public LineageView of(String word) throws IOException, SQLException {
    Optional<Named> named = OpenRegistry.ask(project, registry -> named(registry, word));
    List<LivePeriod> alias = named.map(Named::alias).orElse(List.of());
    Optional<AdapterOrigin> origin = named.flatMap(Named::origin);
    if (origin.isEmpty()) {
      return LineageView.of(event(word));
    }
    AdapterLineage adapter = AdapterLineage.of(project, origin.get(), named.get().live());
    return LineageView.of(alias.isEmpty() ? Optional.empty() : Optional.of(word), alias, adapter);
  }

  /**
   * Finds what an event led to.
   *
   * @throws CommandFailure with the exit code of wrong usage, if no version knows it
   */
  public LineageView ofEvent(String eventId) throws IOException, SQLException {
    return LineageView.of(event(eventId));
  }

  private static Named named(Registry registry, String word) {
    Lineage lineage = Lineage.of(registry);
    List<LivePeriod> alias = lineage.alias(word);
    String adapter = alias.isEmpty() ? word : alias.get(alias.size() - 1).modelId();
    return new Named(alias, lineage.origin(adapter), lineage.live(modelId(lineage, adapter)));
  }

  private static String modelId(Lineage lineage, String adapter) {
    return lineage.origin(adapter).map(AdapterOrigin::modelId).orElse(adapter);
  }

  private EventLineage event(String eventId) throws IOException, SQLException {
    List<EventExplanation> explained = new ArrayList<>();
    List<PublishedVersion> versions =
        project.store().versions().stream()
            .sorted(Comparator.comparingInt(PublishedVersion::number))
            .toList();
    for (PublishedVersion version : versions) {
      ExplainEvent.of(version.folder(), eventId).ifPresent(explained::add);
    }
    if (explained.isEmpty()) {
      throw CommandFailure.usage(
          "\"%s\" is no alias, no adapter and no event of %s: `prefmill registry list` shows the adapters, `prefmill dataset explain` says why an event is in no version."
              .formatted(Printable.of(eventId), project.policy().dataset()));
    }
    return OpenRegistry.ask(project, registry -> inAdapters(registry, eventId, explained))
        .orElseGet(
            () ->
                new EventLineage(
                    eventId,
                    explained.stream()
                        .map(e -> new EventLineage.InVersion(e, List.of()))
                        .toList()));
  }

  private EventLineage inAdapters(
      Registry registry, String eventId, List<EventExplanation> explained) {
    Lineage lineage = Lineage.of(registry);
    List<EventLineage.InVersion> versions = new ArrayList<>();
    for (EventExplanation in : explained) {
      List<EventLineage.InAdapter> adapters =
          lineage.trainedOn(project.policy().dataset(), in.version()).stream()
              .map(
                  origin ->
                      new EventLineage.InAdapter(
                          origin, EventLineage.Role.of(in, origin), lineage.live(origin.modelId())))
              .toList();
      versions.add(new EventLineage.InVersion(in, adapters));
    }
    return new EventLineage(eventId, versions);
  }

  private record Named(
      List<LivePeriod> alias, Optional<AdapterOrigin> origin, List<LivePeriod> live) {}
}
