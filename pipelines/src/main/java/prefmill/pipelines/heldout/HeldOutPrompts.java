package prefmill.pipelines.heldout;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import prefmill.pipelines.rows.ComparedPrompt;
import prefmill.pipelines.rows.stored.StoredRow;
import prefmill.pipelines.rows.stored.StoredTexts;
import prefmill.pipelines.rows.stored.TextRef;
import prefmill.transforms.heldout.PromptPrint;
import prefmill.transforms.heldout.SketchIndex;
import prefmill.transforms.heldout.TextPrint;
import prefmill.transforms.keys.Id;
import prefmill.transforms.neardup.Shingles;
import prefmill.transforms.rows.HeldOutCopy;
import prefmill.transforms.splits.HeldOutRules;
import prefmill.transforms.splits.HeldOutRules.Compared;
import prefmill.transforms.splits.Side;

/**
 * All held-out prompts, among which the one that a prompt nearly copies is found: the likeliest
 * that is confirmed on the texts, so that no order of arrival decides.
 */
final class HeldOutPrompts implements AutoCloseable {
  private static final double MILLION = 1e6;

  private final Part turns;
  private final Part conversations;
  private PromptPrint last;
  private Side lastSide;
  private Optional<HeldOutCopy> lastFound = Optional.empty();
  private final StoredTexts texts;

  private HeldOutPrompts(Part turns, Part conversations, StoredTexts texts) {
    this.turns = turns;
    this.conversations = conversations;
    this.texts = texts;
  }

  static HeldOutPrompts of(Iterable<HeldOutPrompt> prompts, Path candidates, Compared compared) {
    List<HeldOutPrompt> sorted = new ArrayList<>();
    prompts.forEach(sorted::add);
    sorted.sort(Comparator.comparing(HeldOutPrompt::row));
    StoredTexts texts = StoredTexts.in(candidates);
    Part turns = new Part(sorted, PromptPrint::turn, ComparedPrompt::turn, texts);
    Part conversations =
        compared == Compared.TURN
            ? null
            : new Part(sorted, PromptPrint::whole, ComparedPrompt::conversation, texts);
    return new HeldOutPrompts(turns, conversations, texts);
  }

  /** The held-out row whose prompt a row nearly copies. */
  Optional<HeldOutCopy> copiedBy(StoredRow row) throws IOException {
    Side side = row.slim().ref().side();
    if (side == Side.TEST) {
      return Optional.empty();
    }
    PromptPrint print = row.prompt();
    if (last == null
        || !last.context().equals(print.context())
        || last.variant() != print.variant()
        || lastSide != side) {
      lastFound = turns.copiedBy(row, side);
      if (lastFound.isEmpty() && conversations != null) {
        lastFound = conversations.copiedBy(row, side);
      }
      last = print;
      lastSide = side;
    }
    return lastFound;
  }

  @Override
  public void close() throws IOException {
    texts.close();
  }

  /** The prompts by one of the parts that are compared; equal ones are one. */
  private static final class Part {
    private static final int REMEMBERED = 2_000;

    private final Function<PromptPrint, TextPrint> print;
    private final Function<ComparedPrompt, String> part;
    private final StoredTexts texts;
    private final List<HeldOutPrompt> prompts = new ArrayList<>();
    private final SketchIndex index;
    private final Map<Id, long[]> shingles =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Id, long[]> eldest) {
            return size() > REMEMBERED;
          }
        };

    Part(
        List<HeldOutPrompt> sorted,
        Function<PromptPrint, TextPrint> print,
        Function<ComparedPrompt, String> part,
        StoredTexts texts) {
      this.print = print;
      this.part = part;
      this.texts = texts;
      Set<SidedSet> known = new HashSet<>();
      for (HeldOutPrompt prompt : sorted) {
        if (known.add(new SidedSet(prompt.side(), print.apply(prompt.print()).set()))) {
          prompts.add(prompt);
        }
      }
      index = SketchIndex.of(prompts.stream().map(p -> print.apply(p.print()).sketch()).toList());
    }

    private record SidedSet(Side side, long set) {}

    Optional<HeldOutCopy> copiedBy(StoredRow row, Side side) throws IOException {
      long[] own = null;
      for (int place : index.likely(print.apply(row.prompt()).sketch())) {
        HeldOutPrompt prompt = prompts.get(place);
        if (side == Side.TRAIN || prompt.side() == Side.TEST) {
          own = own == null ? shingles(row.text()) : own;
          double jaccard = Shingles.jaccard(own, shingles(prompt));
          if (jaccard >= HeldOutRules.NEAR) {
            return Optional.of(new HeldOutCopy(prompt.row(), Math.round(jaccard * MILLION)));
          }
        }
      }
      return Optional.empty();
    }

    private long[] shingles(HeldOutPrompt prompt) throws IOException {
      long[] known = shingles.get(prompt.row());
      if (known == null) {
        known = shingles(prompt.text());
        shingles.put(prompt.row(), known);
      }
      return known;
    }

    private long[] shingles(TextRef text) throws IOException {
      return Shingles.of(part.apply(ComparedPrompt.of(texts.read(text))));
    }
  }
}
