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
import prefmill.transforms.quality.RuleDescription;
import prefmill.transforms.quality.Threshold;

/** What the code beside the schema file knows: presets, masking types, regions, quality rules. */
final class SchemaParts {
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
    String found = type.isRecognised() ? "." : "; this version finds none.";
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
  }

  private static void threshold(ObjectNode part, Threshold threshold) {
    part.put("type", "number");
    number(part, "minimum", threshold.least());
    number(part, "maximum", threshold.greatest());
    number(part, "default", threshold.value());
    part.putArray("examples").add(part.get("default"));
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
