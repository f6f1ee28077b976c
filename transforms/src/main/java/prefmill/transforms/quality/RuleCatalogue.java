package prefmill.transforms.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import prefmill.transforms.quality.answer.Boilerplate;
import prefmill.transforms.quality.answer.Markup;
import prefmill.transforms.quality.answer.Refusal;
import prefmill.transforms.quality.answer.Truncated;
import prefmill.transforms.quality.answer.UnsupportedContent;
import prefmill.transforms.quality.language.WrongLanguage;
import prefmill.transforms.quality.pair.CorrectionDrift;
import prefmill.transforms.quality.pair.CorrectionIsInstruction;
import prefmill.transforms.quality.pair.CorrectionUnchanged;
import prefmill.transforms.quality.pair.LengthDifference;
import prefmill.transforms.quality.pair.LengthRatio;
import prefmill.transforms.quality.pair.MoreDetailed;
import prefmill.transforms.quality.pair.NotDifferentEnough;
import prefmill.transforms.quality.pair.WeakPreference;
import prefmill.transforms.quality.settings.RuleDescription;
import prefmill.transforms.quality.settings.Settings;
import prefmill.transforms.quality.settings.Values;
import prefmill.transforms.quality.text.ControlTokens;
import prefmill.transforms.quality.text.Empty;
import prefmill.transforms.quality.text.EncodingDamage;
import prefmill.transforms.quality.text.Repetition;
import prefmill.transforms.quality.text.TooLong;
import prefmill.transforms.quality.text.TooShort;

/**
 * Every rule there is, in the order in which they judge: cheap and certain ones first, unless a
 * policy names another.
 */
final class RuleCatalogue {
  private static final List<Entry<TextRule>> TEXT =
      List.of(
          new Entry<>(Empty.DESCRIPTION, values -> new Empty()),
          new Entry<>(TooShort.DESCRIPTION, TooShort::of),
          new Entry<>(TooLong.DESCRIPTION, TooLong::of),
          new Entry<>(ControlTokens.DESCRIPTION, values -> new ControlTokens()),
          new Entry<>(UnsupportedContent.DESCRIPTION, values -> new UnsupportedContent()),
          new Entry<>(EncodingDamage.DESCRIPTION, EncodingDamage::of),
          new Entry<>(Truncated.DESCRIPTION, Truncated::of),
          new Entry<>(Refusal.DESCRIPTION, Refusal::of),
          new Entry<>(Boilerplate.DESCRIPTION, Boilerplate::of),
          new Entry<>(Markup.DESCRIPTION, Markup::of),
          new Entry<>(Repetition.DESCRIPTION, Repetition::of),
          new Entry<>(WrongLanguage.DESCRIPTION, WrongLanguage::of));

  private static final List<Entry<PairRule>> PAIR =
      List.of(
          new Entry<>(CorrectionIsInstruction.DESCRIPTION, CorrectionIsInstruction::of),
          new Entry<>(CorrectionUnchanged.DESCRIPTION, values -> new CorrectionUnchanged()),
          new Entry<>(CorrectionDrift.DESCRIPTION, CorrectionDrift::of),
          new Entry<>(WeakPreference.DESCRIPTION, WeakPreference::of),
          new Entry<>(NotDifferentEnough.DESCRIPTION, NotDifferentEnough::of),
          new Entry<>(LengthRatio.DESCRIPTION, LengthRatio::of),
          new Entry<>(LengthDifference.DESCRIPTION, LengthDifference::of),
          new Entry<>(MoreDetailed.DESCRIPTION, MoreDetailed::of));

  private RuleCatalogue() {}

  private record Entry<R>(RuleDescription description, Function<Values, R> make) {
    String name() {
      return description.name();
    }

    Optional<R> rule(Settings settings) {
      Map<String, Object> own = settings.byRule().get(name());
      boolean on = !settings.off().contains(name()) && (description.on() || own != null);
      return on
          ? Optional.of(make.apply(Values.of(description, own == null ? Map.of() : own)))
          : Optional.empty();
    }
  }

  static List<RuleDescription> descriptions() {
    return Stream.concat(
            TEXT.stream().map(Entry::description), PAIR.stream().map(Entry::description))
        .toList();
  }

  static List<TextRule> textRules(Settings settings) {
    return rules(TEXT, settings);
  }

  static List<PairRule> pairRules(Settings settings) {
    return rules(PAIR, settings);
  }

  private static <R> List<R> rules(List<Entry<R>> entries, Settings settings) {
    return RuleOrder.of(settings.named(), entries, Entry::name).stream()
        .flatMap(entry -> entry.rule(settings).stream())
        .toList();
  }

  /** One sentence for each setting that no rule can use, in the order of the names. */
  static List<String> faults(Settings settings) {
    List<String> faults = new ArrayList<>();
    Set<String> names = new TreeSet<>(settings.byRule().keySet());
    names.addAll(settings.off());
    for (String name : names) {
      Optional<RuleDescription> rule =
          descriptions().stream().filter(d -> d.name().equals(name)).findFirst();
      if (rule.isEmpty()) {
        faults.add("quality." + name + " is no rule; the rules are " + ruleNames());
      } else if (settings.byRule().containsKey(name)) {
        faults.addAll(rule.get().faults(settings.byRule().get(name)));
      }
    }
    return faults;
  }

  private static String ruleNames() {
    return String.join(", ", descriptions().stream().map(RuleDescription::name).toList());
  }
}
