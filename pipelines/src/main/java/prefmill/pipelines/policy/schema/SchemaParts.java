package prefmill.pipelines.policy.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.List;
import java.util.TreeSet;
import prefmill.transforms.quality.QualityRules;
import prefmill.transforms.quality.RuleDescription;
import prefmill.transforms.quality.Threshold;

/** What the code beside the schema file knows: presets, masking types, regions, quality rules. */
final class SchemaParts {
  private static final List<String> PRESETS =
      List.of("native", "subjectchat", "helpem", "betabase", "halaai", "arena", "openwebui");

  private static final List<String> TYPES =
      List.of(
          "email",
          "phone",
          "payment_card",
          "iban",
          "ip_address",
          "mac_address",
          "us_ssn",
          "national_id",
          "date_of_birth",
          "passport",
          "driving_licence",
          "address",
          "coordinates",
          "crypto_wallet",
          "secret",
          "url",
          "person",
          "place",
          "dictionary");

  private SchemaParts() {}

  static void fill(ObjectNode schema) {
    ObjectNode preset = (ObjectNode) schema.at("/properties/sources/items/properties/preset");
    PRESETS.forEach(preset.putArray("enum")::add);
    ObjectNode regions = (ObjectNode) schema.at("/properties/masking/properties/phone_regions");
    new TreeSet<>(PhoneNumberUtil.getInstance().getSupportedRegions())
        .forEach(((ObjectNode) regions.get("items")).putArray("enum")::add);
    ObjectNode masking = (ObjectNode) schema.at("/properties/masking/properties/types");
    ObjectNode types = masking.putObject("properties");
    TYPES.forEach(type -> treatment(types.putObject(type), type));
    ObjectNode quality = (ObjectNode) schema.at("/properties/quality");
    ObjectNode rules = quality.putObject("properties");
    QualityRules.descriptions().forEach(rule -> rule(rules.putObject(rule.name()), rule));
  }

  private static void treatment(ObjectNode part, String type) {
    part.put("type", "string");
    List.of("token", "drop", "keep").forEach(part.putArray("enum")::add);
    part.putArray("examples").add("token");
    part.put("description", "What happens to each " + type.replace('_', ' ') + ".");
  }

  private static void rule(ObjectNode part, RuleDescription rule) {
    part.putArray("type").add("object").add("string");
    part.put("pattern", "^off$");
    part.put("$comment", "off, or a mapping of its thresholds");
    part.put("additionalProperties", false);
    part.putArray("examples").add("off");
    part.put("description", rule.sentence() + (rule.on() ? "" : " Off unless named."));
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
