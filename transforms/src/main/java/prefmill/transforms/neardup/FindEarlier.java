package prefmill.transforms.neardup;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import prefmill.transforms.coders.IdCoder;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.grouping.GroupPacked;
import prefmill.transforms.keys.Id;
import prefmill.transforms.neardup.Sketched.Place;

/**
 * Says of each element which earlier one it nearly copies: (element, earlier), or {@link Id#NONE}
 * where there is none.
 *
 * <p>An element is compared with the eight first of each band of its sketch; of several that it
 * copies the one with the smallest id is told, once. So the result depends on no order of arrival.
 * Cost: a record of some 60 bytes a band and two of the element; only what meets in a band is
 * compared. A band is read twice; the partition that it comes in is in memory (see GroupPacked).
 */
public final class FindEarlier<T> extends PTransform<PCollection<T>, PCollection<KV<T, Id>>> {
  private static final int FIRST = 8;

  private final SerializableFunction<T, Sketched> sketch;
  private final int bands;
  private final int width;
  private final int bits;

  private FindEarlier(SerializableFunction<T, Sketched> sketch, int bands, int width, int bits) {
    this.sketch = sketch;
    this.bands = bands;
    this.width = width;
    this.bits = bits;
  }

  /** Compares elements by their sketches; groups within 2^bits partitions. */
  public static <T> FindEarlier<T> of(
      SerializableFunction<T, Sketched> sketch, int bands, int width, int bits) {
    return new FindEarlier<>(sketch, bands, width, bits);
  }

  @Override
  public PCollection<KV<T, Id>> expand(PCollection<T> elements) {
    Coder<T> coder = elements.getCoder();
    KvCoder<Id, Party> parties = KvCoder.of(IdCoder.of(), RecordCoder.of(Party.class));
    KvCoder<Id, KV<T, Sketched>> either =
        KvCoder.of(
            IdCoder.of(),
            KvCoder.of(NullableCoder.of(coder), NullableCoder.of(RecordCoder.of(Sketched.class))));
    PCollection<KV<Id, Party>> meetings =
        elements
            .apply("Bands", ParDo.of(new KeyBands<>(sketch, bands, width)))
            .setCoder(KvCoder.of(IdCoder.of(), RecordCoder.of(Place.class)))
            .apply("GroupBands", GroupPacked.sharedWithin(bits + 2))
            .apply("Meet", ParDo.of(new Meet()))
            .setCoder(parties);
    PCollection<KV<Id, KV<T, Sketched>>> earlier =
        PCollectionList.of(
                elements.apply("Sketches", ParDo.of(new KeySketches<>(sketch))).setCoder(parties))
            .and(meetings)
            .apply("AndMeetings", Flatten.pCollections())
            .apply("GroupEarlier", GroupPacked.sharedWithin(bits))
            .apply("ShowEarlier", ParDo.of(new ShowEarlier<T>()))
            .setCoder(either);
    return PCollectionList.of(earlier)
        .and(elements.apply("Themselves", ParDo.of(new KeyElements<>(sketch))).setCoder(either))
        .apply("AndEarlier", Flatten.pCollections())
        .apply("GroupLater", GroupPacked.within(bits))
        .apply("Confirm", ParDo.of(new Confirm<>(sketch)))
        .setCoder(KvCoder.of(coder, IdCoder.of()));
  }

  /** What is compared; or, without it, a later one that is to be compared with what has the key. */
  record Party(Sketched element, Id later) {}

  private static final class KeySketches<T> extends DoFn<T, KV<Id, Party>> {
    private final SerializableFunction<T, Sketched> sketch;

    KeySketches(SerializableFunction<T, Sketched> sketch) {
      this.sketch = sketch;
    }

    @ProcessElement
    public void key(@Element T element, OutputReceiver<KV<Id, Party>> out) {
      Sketched sketched = sketch.apply(element);
      out.output(KV.of(sketched.id(), new Party(sketched, Id.NONE)));
    }
  }

  private static final class KeyElements<T> extends DoFn<T, KV<Id, KV<T, Sketched>>> {
    private final SerializableFunction<T, Sketched> sketch;

    KeyElements(SerializableFunction<T, Sketched> sketch) {
      this.sketch = sketch;
    }

    @ProcessElement
    public void key(@Element T element, OutputReceiver<KV<Id, KV<T, Sketched>>> out) {
      out.output(KV.of(sketch.apply(element).id(), KV.of(element, null)));
    }
  }

  private static final class KeyBands<T> extends DoFn<T, KV<Id, Place>> {
    private final SerializableFunction<T, Sketched> sketch;
    private final int bands;
    private final int width;

    KeyBands(SerializableFunction<T, Sketched> sketch, int bands, int width) {
      this.sketch = sketch;
      this.bands = bands;
      this.width = width;
    }

    @ProcessElement
    public void key(@Element T element, OutputReceiver<KV<Id, Place>> out) {
      Sketched sketched = sketch.apply(element);
      Place place = sketched.place();
      long[] keys = Sketch.bands(sketched.sketch(), bands, width);
      for (int band = 0; band < bands; band++) {
        out.output(KV.of(new Id(keys[band], sketched.scope() * 256L + band), place));
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
      for (Place later : band.getValue()) {
        for (Place earlier : first.headSet(later)) {
          out.output(KV.of(earlier.id(), new Party(null, later.id())));
        }
      }
    }
  }

  private static final class ShowEarlier<T>
      extends DoFn<KV<Id, Iterable<Party>>, KV<Id, KV<T, Sketched>>> {
    @ProcessElement
    public void show(
        @Element KV<Id, Iterable<Party>> group, OutputReceiver<KV<Id, KV<T, Sketched>>> out) {
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
        out.output(KV.of(id, KV.of(null, earlier)));
      }
    }
  }

  private static final class Confirm<T> extends DoFn<KV<Id, Iterable<KV<T, Sketched>>>, KV<T, Id>> {
    private final SerializableFunction<T, Sketched> sketch;

    Confirm(SerializableFunction<T, Sketched> sketch) {
      this.sketch = sketch;
    }

    @ProcessElement
    public void confirm(
        @Element KV<Id, Iterable<KV<T, Sketched>>> group, OutputReceiver<KV<T, Id>> out) {
      T later = null;
      List<Sketched> earlier = new ArrayList<>();
      for (KV<T, Sketched> party : group.getValue()) {
        if (party.getKey() == null) {
          earlier.add(party.getValue());
        } else {
          later = party.getKey();
        }
      }
      out.output(KV.of(later, earlier.isEmpty() ? Id.NONE : copied(sketch.apply(later), earlier)));
    }

    private static Id copied(Sketched later, List<Sketched> earlier) {
      return earlier.stream()
          .filter(later::copies)
          .map(Sketched::id)
          .min(Id::compareTo)
          .orElse(Id.NONE);
    }
  }
}
