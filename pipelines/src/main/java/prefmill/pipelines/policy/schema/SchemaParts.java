package prefmill.pipelines.policy.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.Locale;
import java.util.TreeSet;
import prefmill.transforms.mask.MaskingRules;
import prefmill.transforms.mask.PiiType;
import prefmill.transforms.mask.Treatment;
import prefmill.transforms.parse.preset.Preset;
import prefmill.transforms.quality.QualityRules;
import prefmill.transforms.quality.settings.RuleDescription;
import prefmill.transforms.quality.settings.Selection;
import prefmill.transforms.quality.settings.Threshold;

/** What the code beside the schema file knows: presets, masking types, regions, quality rules. */
final class SchemaParts {
  private static final int COUNT_EXAMPLE = 1_024;

  private SchemaParts() {}

  static void fill(ObjectNode schema) {
    ObjectNode preset = (ObjectNode) schema.at("/properties/sources/items/properties/preset");
    Preset.NAMES.forEach(preset.putArray("enum")::add);
    ObjectNode regions = (ObjectNode) schema.at("/properties/masking/properties/phone_regions");
    new TreeSet<>(PhoneNumberUtil.getInstance().getSupportedRegions())
        .forEach(((ObjectNode) regions.get("items")).putArray("enum")::add);
    ObjectNode masking = (ObjectNode) schema.at("/properties/masking/properties/types");
    ObjectNode types = masking.putObject("properties");
    MaskingRules defaults = MaskingRules.defaults();
    for (PiiType type : PiiType.values()) {
      treatment(types.putObject(type.label()), type, word(defaults.treatment(type)));
    }
    defaults.phoneRegions().forEach(regions.putArray("default")::add);
    ObjectNode quality = (ObjectNode) schema.at("/properties/quality");
    ObjectNode rules = quality.putObject("properties");
    QualityRules.descriptions().forEach(rule -> rule(rules.putObject(rule.name()), rule));
  }

  private static void treatment(ObjectNode part, PiiType type, String byDefault) {
    part.put("type", "string");
    ArrayNode treatments = part.putArray("enum");
    for (Treatment treatment : Treatment.values()) {
      treatments.add(word(treatment));
    }
    part.put("default", byDefault);
    part.putArray("examples").add(byDefault);
    String found = type == PiiType.PLACE ? "; found by masking.names alone." : ".";
    part.put("description", "What becomes of each " + type.label().replace('_', ' ') + found);
  }

  private static String word(Treatment treatment) {
    return treatment.name().toLowerCase(Locale.ROOT);
  }

  private static void rule(ObjectNode part, RuleDescription rule) {
    part.putArray("type").add("object").add("string");
    part.put("pattern", "^off$");
    part.put("$comment", "off, or a mapping of its thresholds");
    part.put("additionalProperties", false);
    part.putArray("examples").add("off");
    part.put("description", rule.sentence());
    if (rule.on()) {
      part.putObject("default");
    } else {
      part.put("default", "off");
    }
    ObjectNode thresholds = part.putObject("properties");
    rule.thresholds().forEach(t -> threshold(thresholds.putObject(t.name()), t));
    rule.selections().forEach(s -> selection(part, thresholds.putObject(s.name()), s));
  }

  private static void selection(ObjectNode rule, ObjectNode part, Selection selection) {
    ObjectNode word = part;
    if (selection.many()) {
      part.put("type", "array");
      part.put("minItems", 1);
      word = part.putObject("items");
    }
    word.put("type", "string");
    selection.known().forEach(word.putArray("enum")::add);
    word.putArray("examples").add(selection.example());
    part.putArray("examples").add(selection.example());
    part.put("description", selection.reason());
    if (selection.neededBy().isEmpty()) {
      rule.putArray("required").add(selection.name());
    }
    for (String threshold : selection.neededBy()) {
      ObjectNode condition = rule.withArray("allOf").addObject();
      condition.put("$comment", threshold + " asks for it");
      condition.putObject("if").putArray("required").add(threshold);
      condition.putObject("then").putArray("required").add(selection.name());
    }
  }

  private static void threshold(ObjectNode part, Threshold threshold) {
    part.put("type", "number");
    number(part, "minimum", threshold.least());
    number(part, "maximum", threshold.greatest());
    if (threshold.value() == null) {
      part.putArray("examples").add(COUNT_EXAMPLE);
    } else {
      number(part, "default", threshold.value());
      part.putArray("examples").add(part.get("default"));
    }
    part.put("description", threshold.reason());
  }

  private static void number(ObjectNode part, String key, double value) {
    if (value == Math.rint(value)) {
      part.put(key, (long) value);
    } else {
      part.put(key, value);
    }
  }
}
