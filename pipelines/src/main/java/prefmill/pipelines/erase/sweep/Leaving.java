package prefmill.pipelines.erase.sweep;

import java.util.Optional;
import prefmill.pipelines.erase.ErasedPersons;
import prefmill.transforms.consent.Admission;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.keys.Id;

/**
 * Which events leave the log.
 *
 * @param persons those who are forgotten
 * @param admission tells whose consent was taken back and whose retention has ended; empty if these
 *     stay
 */
record Leaving(ErasedPersons persons, Optional<Admission> admission) {
  boolean holds(MaskedEvent event) {
    var keys = event.keys();
    return holds(
        keys.person(), keys.reviewed(), event.body().consent(), keys.createdAt(), keys.source());
  }

  boolean holds(Id person, Id reviewed, Boolean consent, long createdAt, String source) {
    return persons.holds(person, reviewed)
        || (admission.isPresent() && admission.get().hasEnded(consent, createdAt, source));
  }
}
