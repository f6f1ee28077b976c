package prefmill.pipelines.names;

import ai.djl.ModelException;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.translator.TokenClassificationTranslatorFactory;
import ai.djl.inference.Predictor;
import ai.djl.modality.nlp.translator.NamedEntity;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import prefmill.transforms.mask.names.NameRecogniser;
import prefmill.transforms.mask.names.NameRecogniser.Name;

/** A loaded model of names; it makes a recogniser for each thread. */
final class NameModel {
  private static final int MOST_CHARACTERS = 2_000;
  private static final String MEND =
      "make the folder with djl-convert from a model that classifies tokens.";

  private final String folder;
  private final ZooModel<String, NamedEntity[]> model;
  private final HuggingFaceTokenizer tokenizer;

  private NameModel(
      String folder, ZooModel<String, NamedEntity[]> model, HuggingFaceTokenizer tokenizer) {
    this.folder = folder;
    this.model = model;
    this.tokenizer = tokenizer;
  }

  static NameModel load(String folder) {
    Path path = Path.of(folder);
    try {
      return new NameModel(
          folder,
          Criteria.builder()
              .setTypes(String.class, NamedEntity[].class)
              .optModelPath(path)
              .optEngine("PyTorch")
              .optTranslatorFactory(new TokenClassificationTranslatorFactory())
              .build()
              .loadModel(),
          HuggingFaceTokenizer.builder()
              .optTokenizerPath(path)
              .optTruncation(false)
              .optPadding(false)
              .build());
    } catch (ModelException | IOException | RuntimeException e) {
      throw new NamesFault("The model in %s cannot be loaded: %s".formatted(path, MEND), e);
    }
  }

  NameRecogniser recogniser(double minScore) {
    Predictor<String, NamedEntity[]> predictor = model.newPredictor();
    return text -> {
      List<Name> names = new ArrayList<>();
      for (TextWindows.Window window : TextWindows.of(text, MOST_CHARACTERS, this::tokens)) {
        String part = text.substring(window.start(), window.end());
        TokenSpans spans = new TokenSpans(part, minScore);
        for (NamedEntity token : predict(predictor, part)) {
          spans.add(token);
        }
        spans.names().forEach(name -> names.add(window.placed(name)));
      }
      return names;
    };
  }

  private int tokens(String text) {
    return tokenizer.encode(text).getIds().length;
  }

  private NamedEntity[] predict(Predictor<String, NamedEntity[]> predictor, String text) {
    try {
      return predictor.predict(text);
    } catch (TranslateException e) {
      throw new NamesFault("The model in %s fails on a text: %s".formatted(folder, MEND), e);
    }
  }
}
