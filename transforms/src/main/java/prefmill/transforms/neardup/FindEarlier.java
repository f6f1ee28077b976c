package prefmill.transforms.neardup;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import prefmill.transforms.coders.IdCoder;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.grouping.GroupPacked;
import prefmill.transforms.keys.Id;
import prefmill.transforms.neardup.Sketched.Place;

/**
 * Says of each element that nearly copies an earlier one which one that is: (later, earlier).
 *
 * <p>An element is compared with the eight first of each band of its sketch; of several that it
 * copies the one with the smallest id is told, once. So the result depends on no order of arrival.
 * Cost: a record of some 60 bytes a band and two of the element; only what meets in a band is
 * compared. A band is read twice; the partition that it comes in is in memory (see GroupPacked).
 */
public final class FindEarlier extends PTransform<PCollection<Sketched>, PCollection<KV<Id, Id>>> {
  private static final int FIRST = 8;

  private final int bands;
  private final int width;
  private final int bits;

  private FindEarlier(int bands, int width, int bits) {
    this.bands = bands;
    this.width = width;
    this.bits = bits;
  }

  /** Meets in so many bands of so many bytes; groups within 2^bits partitions. */
  public static FindEarlier in(int bands, int width, int bits) {
    return new FindEarlier(bands, width, bits);
  }

  @Override
  public PCollection<KV<Id, Id>> expand(PCollection<Sketched> elements) {
    KvCoder<Id, Party> parties = KvCoder.of(IdCoder.of(), RecordCoder.of(Party.class));
    PCollection<KV<Id, Party>> all =
        elements.apply("Themselves", ParDo.of(new KeyElements())).setCoder(parties);
    PCollection<KV<Id, Party>> meetings =
        elements
            .apply("Bands", ParDo.of(new KeyBands(bands, width)))
            .setCoder(KvCoder.of(IdCoder.of(), RecordCoder.of(Place.class)))
            .apply("GroupBands", GroupPacked.within(bits + 2))
            .apply("Meet", ParDo.of(new Meet()))
            .setCoder(parties);
    return PCollectionList.of(
            PCollectionList.of(all)
                .and(meetings)
                .apply("AndMeetings", Flatten.pCollections())
                .apply("GroupEarlier", GroupPacked.within(bits))
                .apply("ShowEarlier", ParDo.of(new ShowEarlier()))
                .setCoder(parties))
        .and(all)
        .apply("AndEarlier", Flatten.pCollections())
        .apply("GroupLater", GroupPacked.within(bits))
        .apply("Confirm", ParDo.of(new Confirm()))
        .setCoder(KvCoder.of(IdCoder.of(), IdCoder.of()));
  }

  /** An element; or, with a later one, what that one is to be compared with. */
  record Party(Sketched element, Id later) {}

  private static final class KeyElements extends DoFn<Sketched, KV<Id, Party>> {
    @ProcessElement
    public void key(@Element Sketched element, OutputReceiver<KV<Id, Party>> out) {
      out.output(KV.of(element.id(), new Party(element, Id.NONE)));
    }
  }

  private static final class KeyBands extends DoFn<Sketched, KV<Id, Place>> {
    private final int bands;
    private final int width;

    KeyBands(int bands, int width) {
      this.bands = bands;
      this.width = width;
    }

    @ProcessElement
    public void key(@Element Sketched element, OutputReceiver<KV<Id, Place>> out) {
      long[] keys = Sketch.bands(element.sketch(), bands, width);
      for (int band = 0; band < bands; band++) {
        out.output(KV.of(new Id(keys[band], element.scope() * 256L + band), element.place()));
      }
    }
  }

  private static final class Meet extends DoFn<KV<Id, Iterable<Place>>, KV<Id, Party>> {
    @ProcessElement
    public void meet(@Element KV<Id, Iterable<Place>> band, OutputReceiver<KV<Id, Party>> out) {
      TreeSet<Place> first = new TreeSet<>(Place.ORDER);
      for (Place place : band.getValue()) {
        first.add(place);
        if (first.size() > FIRST) {
          first.pollLast();
        }
      }
      if (first.size() == 1) {
        return;
      }
      for (Place later : band.getValue()) {
        for (Place earlier : first.headSet(later)) {
          out.output(KV.of(earlier.id(), new Party(null, later.id())));
        }
      }
    }
  }

  private static final class ShowEarlier extends DoFn<KV<Id, Iterable<Party>>, KV<Id, Party>> {
    @ProcessElement
    public void show(@Element KV<Id, Iterable<Party>> group, OutputReceiver<KV<Id, Party>> out) {
      Sketched earlier = null;
      Set<Id> later = new HashSet<>();
      for (Party party : group.getValue()) {
        if (party.element != null) {
          earlier = party.element;
        } else {
          later.add(party.later);
        }
      }
      for (Id id : later) {
        out.output(KV.of(id, new Party(earlier, id)));
      }
    }
  }

  private static final class Confirm extends DoFn<KV<Id, Iterable<Party>>, KV<Id, Id>> {
    @ProcessElement
    public void confirm(@Element KV<Id, Iterable<Party>> group, OutputReceiver<KV<Id, Id>> out) {
      Sketched later = null;
      List<Sketched> earlier = new ArrayList<>();
      for (Party party : group.getValue()) {
        if (party.later.isPresent()) {
          earlier.add(party.element);
        } else {
          later = party.element;
        }
      }
      Sketched element = later;
      earlier.stream()
          .filter(other -> element.copies(other))
          .map(Sketched::id)
          .min(Id::compareTo)
          .ifPresent(id -> out.output(KV.of(element.id(), id)));
    }
  }
}
