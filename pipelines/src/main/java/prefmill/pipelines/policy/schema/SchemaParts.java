package prefmill.pipelines.policy.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What the code beside the schema file knows: presets, masking types, quality rules. */
final class SchemaParts {
  /** The mappings that come with Prefmill. */
  static final List<String> PRESETS =
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
    ObjectNode source = (ObjectNode) schema.at("/properties/sources/items/properties/preset");
    PRESETS.forEach(source.putArray("enum")::add);
    ObjectNode masking = (ObjectNode) schema.at("/properties/masking/properties/types");
    ObjectNode types = masking.putObject("properties");
    for (String type : TYPES) {
      ObjectNode treatment = types.putObject(type).put("type", "string");
      List.of("token", "drop", "keep").forEach(treatment.putArray("enum")::add);
      treatment.putArray("examples").add("token");
      treatment.put("description", "What happens to each " + type.replace('_', ' ') + ".");
    }
  }
}
