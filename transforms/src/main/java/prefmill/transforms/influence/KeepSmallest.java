package prefmill.transforms.influence;

import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import prefmill.transforms.keys.Id;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.rows.Fate;
import prefmill.transforms.rows.RowRef;

/**
 * Finds the rows of one person or prompt cluster that are beyond its cap, and all rows of a cluster
 * that too few persons speak for.
 *
 * <p>Charges are read twice, and no more of them held here than the cap; the partition that they
 * come in is in memory (see GroupPacked).
 */
final class KeepSmallest extends DoFn<KV<Id, Iterable<Charge>>, KV<Id, Fate>> {
  private static final Comparator<RowRef> BY_KEY = Comparator.comparing(RowRef::stable);
  private static final String PERSON = "person";
  private static final String PROMPT_CLUSTER = "prompt_cluster";

  private final Caps caps;

  KeepSmallest(Caps caps) {
    this.caps = caps;
  }

  @ProcessElement
  public void keep(@Element KV<Id, Iterable<Charge>> charges, OutputReceiver<KV<Id, Fate>> out) {
    boolean cluster = charges.getValue().iterator().next().cluster();
    if (cluster && caps.newClusterPersons() > 1) {
      Set<Id> persons = persons(charges.getValue());
      if (persons.size() < caps.newClusterPersons()) {
        Reason few = reason(PROMPT_CLUSTER, persons.size(), caps.newClusterPersons());
        for (Charge charge : charges.getValue()) {
          // a curator's row needs nobody's company
          if (!charge.persons().isEmpty()) {
            drop(charge.row(), few, out);
          }
        }
        return;
      }
    }
    Integer cap = cluster ? caps.perPromptCluster() : caps.perPerson();
    if (cap != null) {
      keep(charges.getValue(), cluster ? PROMPT_CLUSTER : PERSON, cap, out);
    }
  }

  private void keep(
      Iterable<Charge> charges, String rule, int cap, OutputReceiver<KV<Id, Fate>> out) {
    PriorityQueue<RowRef> smallest = new PriorityQueue<>(BY_KEY.reversed());
    long count = 0;
    for (Charge charge : charges) {
      count++;
      smallest.add(charge.row());
      if (smallest.size() > cap) {
        smallest.remove();
      }
    }
    if (count > cap) {
      RowRef last = smallest.peek();
      Reason beyond = reason(rule, count, cap);
      for (Charge charge : charges) {
        if (BY_KEY.compare(charge.row(), last) > 0) {
          drop(charge.row(), beyond, out);
        }
      }
    }
  }

  /** The persons of a cluster, as far as they must be counted. */
  private Set<Id> persons(Iterable<Charge> charges) {
    Set<Id> persons = new HashSet<>();
    for (Charge charge : charges) {
      persons.addAll(charge.persons());
      if (persons.size() >= caps.newClusterPersons()) {
        return persons;
      }
    }
    return persons;
  }

  private static Reason reason(String rule, long value, long threshold) {
    return new Reason(Stage.CAP, rule, (double) value, (double) threshold);
  }

  private static void drop(RowRef row, Reason reason, OutputReceiver<KV<Id, Fate>> out) {
    out.output(KV.of(row.row(), new Fate(row, reason, Id.NONE)));
  }
}
