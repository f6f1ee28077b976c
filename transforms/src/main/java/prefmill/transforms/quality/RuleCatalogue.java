package prefmill.transforms.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import prefmill.transforms.quality.pair.CorrectionIsInstruction;
import prefmill.transforms.quality.pair.CorrectionUnchanged;
import prefmill.transforms.quality.pair.LengthDifference;
import prefmill.transforms.quality.pair.LengthRatio;
import prefmill.transforms.quality.pair.MoreDetailed;
import prefmill.transforms.quality.pair.NotDifferentEnough;
import prefmill.transforms.quality.text.ControlTokens;
import prefmill.transforms.quality.text.Empty;
import prefmill.transforms.quality.text.EncodingDamage;
import prefmill.transforms.quality.text.Repetition;
import prefmill.transforms.quality.text.TooLong;
import prefmill.transforms.quality.text.TooShort;

/** Every rule there is, in the order in which they judge: cheap and certain ones first. */
final class RuleCatalogue {
  private static final List<Entry<TextRule>> TEXT =
      List.of(
          new Entry<>(Empty.DESCRIPTION, values -> new Empty()),
          new Entry<>(TooShort.DESCRIPTION, TooShort::of),
          new Entry<>(TooLong.DESCRIPTION, TooLong::of),
          new Entry<>(ControlTokens.DESCRIPTION, values -> new ControlTokens()),
          new Entry<>(EncodingDamage.DESCRIPTION, EncodingDamage::of),
          new Entry<>(Repetition.DESCRIPTION, Repetition::of));

  private static final List<Entry<PairRule>> PAIR =
      List.of(
          new Entry<>(CorrectionIsInstruction.DESCRIPTION, CorrectionIsInstruction::of),
          new Entry<>(CorrectionUnchanged.DESCRIPTION, values -> new CorrectionUnchanged()),
          new Entry<>(NotDifferentEnough.DESCRIPTION, NotDifferentEnough::of),
          new Entry<>(LengthRatio.DESCRIPTION, LengthRatio::of),
          new Entry<>(LengthDifference.DESCRIPTION, LengthDifference::of),
          new Entry<>(MoreDetailed.DESCRIPTION, MoreDetailed::of));

  private RuleCatalogue() {}

  private record Entry<R>(RuleDescription description, Function<Values, R> make) {
    Optional<R> rule(Map<String, Map<String, Double>> settings, Set<String> off) {
      Map<String, Double> own = settings.get(description.name());
      boolean on = !off.contains(description.name()) && (description.on() || own != null);
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

  static List<TextRule> textRules(Map<String, Map<String, Double>> settings, Set<String> off) {
    return TEXT.stream().flatMap(entry -> entry.rule(settings, off).stream()).toList();
  }

  static List<PairRule> pairRules(Map<String, Map<String, Double>> settings, Set<String> off) {
    return PAIR.stream().flatMap(entry -> entry.rule(settings, off).stream()).toList();
  }

  /** One sentence for each setting that no rule can use, in the order of the names. */
  static List<String> faults(Map<String, Map<String, Double>> settings, Set<String> off) {
    List<String> faults = new ArrayList<>();
    Set<String> names = new TreeSet<>(settings.keySet());
    names.addAll(off);
    for (String name : names) {
      Optional<RuleDescription> rule =
          descriptions().stream().filter(d -> d.name().equals(name)).findFirst();
      if (rule.isPresent()) {
        settings
            .getOrDefault(name, Map.of())
            .forEach((key, value) -> fault(rule.get(), key, value).ifPresent(faults::add));
      } else {
        faults.add("quality." + name + " is no rule; the rules are " + ruleNames());
      }
    }
    return faults;
  }

  private static Optional<String> fault(RuleDescription rule, String key, double value) {
    String path = "quality." + rule.name() + "." + key;
    Optional<Threshold> threshold =
        rule.thresholds().stream().filter(t -> t.name().equals(key)).findFirst();
    if (threshold.isEmpty()) {
      List<String> known = rule.thresholds().stream().map(Threshold::name).toList();
      return Optional.of(
          path
              + " is no threshold of the rule; "
              + (known.isEmpty() ? "it has none" : "it has " + String.join(", ", known)));
    }
    Threshold t = threshold.get();
    return t.allows(value)
        ? Optional.empty()
        : Optional.of(
            path + " is " + value + "; it must lie from " + t.least() + " to " + t.greatest());
  }

  private static String ruleNames() {
    return String.join(", ", descriptions().stream().map(RuleDescription::name).toList());
  }
}
