package prefmill.pipelines.rows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import prefmill.datasets.rows.ChatMessage;
import prefmill.datasets.rows.PreferenceRow;
import prefmill.datasets.rows.SftRow;
import prefmill.datasets.rows.UnpairedRow;
import prefmill.transforms.event.Exchange;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.mask.Placeholders;
import prefmill.transforms.neardup.Sketcher;
import prefmill.transforms.pairs.Demonstration;
import prefmill.transforms.pairs.PairedContext;
import prefmill.transforms.pairs.PreferencePair;
import prefmill.transforms.pairs.Verdict;
import prefmill.transforms.rows.Config;
import prefmill.transforms.settled.Evidence;

/**
 * Turns what one context gives into rows as they are published: messages, placeholders, numbers.
 *
 * <p>Placeholders are numbered within each row, so a row tells nothing of others.
 */
public final class RowMaker {
  private static final double MILLION = 1e6;
  private static final double FULL_WEIGHT = 1.0;

  private final SlimRows slim;

  /** Makes rows whose ids and sketches are made by these. */
  public RowMaker(KeyedHash hash, Sketcher sketcher) {
    this.slim = new SlimRows(hash, sketcher);
  }

  /** The rows of a context, each with what the steps across contexts need of it. */
  public List<MadeRow> rows(PairedContext context) {
    List<MadeRow> rows = new ArrayList<>();
    if (context.exchange() == null) {
      return rows;
    }
    List<ChatMessage> prompt = prompt(context.exchange());
    for (PreferencePair pair : context.pairs()) {
      rows.add(preference(context, prompt, pair));
    }
    for (Verdict verdict : context.verdicts()) {
      rows.add(unpaired(context, prompt, verdict));
    }
    for (Demonstration demonstration : context.demonstrations()) {
      rows.add(sft(context, prompt, demonstration));
    }
    return rows;
  }

  private MadeRow preference(PairedContext c, List<ChatMessage> prompt, PreferencePair p) {
    String chosen = p.chosen().text();
    String rejected = p.rejected().text();
    Placeholders names =
        placeholders(prompt, c, chosen, rejected, p.chosen().model(), p.rejected().model());
    PreferenceRow row =
        new PreferenceRow(
            p.row().hex(),
            c.key().hex(),
            named(c.category(), names),
            named(prompt, names),
            answer(chosen, names),
            answer(rejected, names),
            p.chosen().id().hex(),
            p.rejected().id().hex(),
            named(p.chosen().model(), names),
            named(p.rejected().model(), names),
            named(c.exchange().tools(), names),
            p.evidence().label(),
            p.support(),
            p.strength() / MILLION,
            FULL_WEIGHT);
    return new MadeRow(
        row,
        slim.of(
            p.row(),
            Config.PREFERENCE,
            c,
            p.evidence(),
            p.supporters(),
            chosen,
            rejected,
            names,
            longer(row)));
  }

  private MadeRow unpaired(PairedContext c, List<ChatMessage> prompt, Verdict v) {
    String text = v.completion().text();
    Placeholders names = placeholders(prompt, c, text);
    UnpairedRow row =
        new UnpairedRow(
            v.row().hex(),
            c.key().hex(),
            named(c.category(), names),
            named(prompt, names),
            answer(text, names),
            v.label(),
            named(c.exchange().tools(), names),
            v.completion().id().hex(),
            v.support(),
            FULL_WEIGHT);
    return new MadeRow(
        row,
        slim.of(
            v.row(),
            Config.UNPAIRED,
            c,
            Evidence.THUMBS_PEOPLE,
            v.supporters(),
            v.label() ? text : null,
            v.label() ? null : text,
            names,
            0));
  }

  private MadeRow sft(PairedContext c, List<ChatMessage> prompt, Demonstration d) {
    String text = d.answer().text();
    Placeholders names = placeholders(prompt, c, text);
    List<ChatMessage> messages =
        Stream.concat(named(prompt, names).stream(), answer(text, names).stream()).toList();
    SftRow row =
        new SftRow(
            d.row().hex(),
            c.key().hex(),
            named(c.category(), names),
            messages,
            named(c.exchange().tools(), names),
            d.evidence().label(),
            d.weight() / MILLION);
    return new MadeRow(
        row, slim.of(d.row(), Config.SFT, c, d.evidence(), d.supporters(), text, null, names, 0));
  }

  private static int longer(PreferenceRow row) {
    return Long.signum(length(row.chosen()) - length(row.rejected()));
  }

  private static long length(List<ChatMessage> messages) {
    return messages.stream().mapToLong(m -> m.content().codePoints().count()).sum();
  }

  private static List<ChatMessage> prompt(Exchange exchange) {
    List<ChatMessage> messages = new ArrayList<>();
    String system = SystemMessage.of(exchange);
    if (!system.isEmpty()) {
      messages.add(new ChatMessage("system", system));
    }
    exchange.history().forEach(m -> messages.add(new ChatMessage(m.role(), m.content())));
    messages.add(ChatMessage.user(exchange.prompt()));
    return messages;
  }

  private static Placeholders placeholders(
      List<ChatMessage> prompt, PairedContext context, String... others) {
    List<String> rest = new ArrayList<>(Arrays.asList(others));
    rest.add(context.category());
    rest.add(context.exchange().tools());
    rest.removeIf(Objects::isNull);
    return Placeholders.of(prompt.stream().map(ChatMessage::content).toList(), rest);
  }

  private static List<ChatMessage> named(List<ChatMessage> messages, Placeholders names) {
    return messages.stream().map(m -> new ChatMessage(m.role(), names.apply(m.content()))).toList();
  }

  private static List<ChatMessage> answer(String text, Placeholders names) {
    return List.of(ChatMessage.assistant(names.apply(text)));
  }

  private static String named(String nullable, Placeholders names) {
    return nullable == null ? null : names.apply(nullable);
  }
}
