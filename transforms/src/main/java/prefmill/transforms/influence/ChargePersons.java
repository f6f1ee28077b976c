package prefmill.transforms.influence;

import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import prefmill.transforms.keys.Id;
import prefmill.transforms.rows.SlimRow;

/** Charges a row to its persons, in its config. */
final class ChargePersons extends DoFn<SlimRow, KV<Id, Charge>> {
  @ProcessElement
  public void charge(@Element SlimRow row, OutputReceiver<KV<Id, Charge>> out) {
    long config = row.ref().config().name().hashCode();
    for (Id person : row.charged()) {
      out.output(
          KV.of(
              new Id(person.hi(), person.lo() ^ config), new Charge(row.ref(), false, List.of())));
    }
  }
}
