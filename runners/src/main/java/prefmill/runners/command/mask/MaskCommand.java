package prefmill.runners.command.mask;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.project.Project;
import prefmill.transforms.event.FeedbackEvent.Author;

/** Shows what masking makes of a text, and with --explain what was found and by which rule. */
@Command(
    name = "mask",
    description =
        "Prints a text as a published row would have it; with --explain also what was found, where"
            + " and by which rule. Needs no masking key and stores nothing.")
public final class MaskCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(
      arity = "0..1",
      paramLabel = "TEXT",
      description = "The text (default: what stdin holds).")
  private String text;

  @Option(names = "--file", paramLabel = "F", description = "The file that holds the text.")
  private Path file;

  @Option(
      names = "--explain",
      description = "Lists what was found. The list for people shows the values, --json never.")
  private boolean explain;

  @Option(
      names = "--user-name",
      paramLabel = "N",
      description = "The author's name, which is looked for, too.")
  private String userName;

  @Option(
      names = "--user-email",
      paramLabel = "E",
      description = "The author's e-mail address, which is looked for, too.")
  private String userEmail;

  @Override
  public Integer call() throws Exception {
    if (text != null && file != null) {
      throw CommandFailure.usage("--file goes without TEXT: name one of them.");
    }
    Project project = Project.load(common.config());
    TextReview review =
        TextReview.of(original(), project.policy(), new Author(null, userName, userEmail, null));
    common
        .output()
        .result(
            explain ? review.json() : review.textAsJson(),
            explain ? review.text() : review.masked());
    return ExitCode.DONE.code();
  }

  private String original() throws IOException {
    if (text != null) {
      return text;
    }
    try {
      return file == null
          ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
          : Files.readString(file);
    } catch (MalformedInputException e) {
      throw CommandFailure.usage(file + " is not UTF-8 text: save it as UTF-8.");
    }
  }
}
