package prefmill.pipelines.contexts;

import java.io.IOException;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import prefmill.pipelines.rows.stored.KeptPlace;

/** Keeps for the next build what each bucket was told; the result holds one receipt a file. */
public final class NoteTold extends PTransform<PCollection<ToldStretch>, PCollection<String>> {
  private final KeptPlace place;

  private NoteTold(KeptPlace place) {
    this.place = place;
  }

  /** Keeps it in this place. */
  public static NoteTold in(KeptPlace place) {
    return new NoteTold(place);
  }

  @Override
  public PCollection<String> expand(PCollection<ToldStretch> stretches) {
    return stretches.apply("Note", ParDo.of(new Note(place))).setCoder(StringUtf8Coder.of());
  }

  private static final class Note extends DoFn<ToldStretch, String> {
    private final KeptPlace place;

    Note(KeptPlace place) {
      this.place = place;
    }

    @ProcessElement
    public void note(@Element ToldStretch stretch, OutputReceiver<String> out) throws IOException {
      ToldBuckets told = ToldBuckets.of(stretch.decisions());
      if (!told.isEmpty()) {
        out.output(told.write(place, stretch.stretch()).json());
      }
    }
  }
}
