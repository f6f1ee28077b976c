package prefmill.pipelines.erase;

import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PCollection;
import prefmill.transforms.event.MaskedEvent;

/** Drops what arrives again of persons who were forgotten, so that it does not land. */
public final class DropErased
    extends PTransform<PCollection<MaskedEvent>, PCollection<MaskedEvent>> {
  private static final long serialVersionUID = 1L;

  private final ErasedPersons persons;

  private DropErased(ErasedPersons persons) {
    this.persons = persons;
  }

  /** Drops the events of these persons. */
  public static DropErased of(ErasedPersons persons) {
    return new DropErased(persons);
  }

  @Override
  public PCollection<MaskedEvent> expand(PCollection<MaskedEvent> events) {
    return events.apply("KeepOthers", Filter.by(new IsOfOthers(persons)));
  }

  private static final class IsOfOthers implements SerializableFunction<MaskedEvent, Boolean> {
    private static final long serialVersionUID = 1L;

    private final ErasedPersons persons;

    IsOfOthers(ErasedPersons persons) {
      this.persons = persons;
    }

    @Override
    public Boolean apply(MaskedEvent event) {
      return !persons.holds(event.keys());
    }
  }
}
