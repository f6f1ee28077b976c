package prefmill.runners.command.registry;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import prefmill.runners.project.Project;

/** Which alias is changed, and by whom. */
final class AliasOptions {
  @Option(
      names = "--alias",
      paramLabel = "ALIAS",
      converter = Alias.class,
      description =
          "What serving processes ask for (default: training.alias, the adapter's name unless given).")
  private String alias;

  @Option(
      names = "--actor",
      paramLabel = "WHO",
      converter = Actor.class,
      description = "Who decides, for the record (default: the user of this process).")
  private String actor;

  /** The alias; without one the policy's for its own adapters, the adapter's name for others. */
  String name(Project project, String adapterName) {
    return alias == null ? project.alias(adapterName) : alias;
  }

  /** Who stands in the record. */
  String actor() {
    return actor == null ? System.getProperty("user.name", "unknown") : actor;
  }

  /** Takes what {@code training.alias} of a policy may be. */
  static final class Alias implements ITypeConverter<String> {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,99}");

    @Override
    public String convert(String word) {
      if (!NAME.matcher(word).matches()) {
        throw new TypeConversionException(
            "write lower-case letters, digits, - and _, at most 100, a letter or digit first");
      }
      return word;
    }
  }

  /** Takes a name of one line. */
  static final class Actor implements ITypeConverter<String> {
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]");

    @Override
    public String convert(String word) {
      if (word.isBlank() || UNSEEN.matcher(word).find()) {
        throw new TypeConversionException("write a name of one line, without control characters");
      }
      return word;
    }
  }
}
