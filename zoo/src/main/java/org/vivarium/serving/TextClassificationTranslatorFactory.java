package org.vivarium.serving;

import ai.djl.Model;
import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.modality.Classifications;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.TranslateException;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import ai.djl.translate.TranslatorFactory;
import ai.djl.util.Pair;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * From texts to classes, for exported networks over tokens. Beside the model lies a {@code
 * tokenizer.json} in the format of Hugging Face; {@code length} in {@code serving.properties} says
 * how many tokens the network reads, {@code addSpecialTokens} whether the tokenizer's own are put
 * around a text. Longer texts are cut, shorter ones padded and masked. It needs {@code
 * ai.djl.huggingface:tokenizers} on the class path.
 */
public final class TextClassificationTranslatorFactory implements TranslatorFactory {
  @Override
  public Set<Pair<Type, Type>> getSupportedTypes() {
    return Set.of(new Pair<>(String.class, Classifications.class));
  }

  @Override
  @SuppressWarnings("unchecked") // DJL asks only for the types above
  public <I, O> Translator<I, O> newInstance(
      Class<I> input, Class<O> output, Model model, Map<String, ?> arguments)
      throws TranslateException {
    if (!isSupported(input, output)) {
      throw new TranslateException("the model takes String and gives Classifications");
    }
    return (Translator<I, O>) new TextTranslator(new Settings(arguments));
  }

  private static final class TextTranslator implements Translator<String, Classifications> {
    private final Settings settings;
    private HuggingFaceTokenizer tokenizer; // lives as long as the model, which closes it
    private ClassNames classes;

    TextTranslator(Settings settings) {
      this.settings = settings;
    }

    @Override
    public void prepare(TranslatorContext context) throws IOException {
      Model model = context.getModel();
      classes = ClassNames.of(model);
      tokenizer =
          HuggingFaceTokenizer.builder()
              .optTokenizerPath(
                  model.getModelPath().resolve(settings.text("tokenizer", "tokenizer.json")))
              .optManager(model.getNDManager())
              .optMaxLength(settings.length())
              .optTruncation(true)
              .optPadToMaxLength()
              .optAddSpecialTokens(Boolean.parseBoolean(settings.text("addSpecialTokens", "true")))
              .build();
    }

    @Override
    public NDList processInput(TranslatorContext context, String text) {
      return batchProcessInput(context, List.of(text));
    }

    /** {@code tokens} and {@code mask}, each {@code [batch, length]}. */
    @Override
    public NDList batchProcessInput(TranslatorContext context, List<String> texts) {
      Encoding[] encodings = tokenizer.batchEncode(texts);
      int length = settings.length();
      int[] tokens = new int[encodings.length * length];
      int[] mask = new int[tokens.length];
      for (int i = 0; i < encodings.length; i++) {
        long[] ids = encodings[i].getIds();
        long[] real = encodings[i].getAttentionMask();
        for (int t = 0; t < length; t++) {
          tokens[i * length + t] = Math.toIntExact(ids[t]);
          mask[i * length + t] = Math.toIntExact(real[t]);
        }
      }
      Shape shape = new Shape(encodings.length, length);
      NDManager manager = context.getNDManager();
      NDArray tokenArray = manager.create(tokens, shape);
      tokenArray.setName(settings.text("tokens", "tokens"));
      NDArray maskArray = manager.create(mask, shape);
      maskArray.setName(settings.text("mask", "mask"));
      return new NDList(tokenArray, maskArray);
    }

    @Override
    public Classifications processOutput(TranslatorContext context, NDList outputs) {
      return batchProcessOutput(context, outputs).get(0);
    }

    @Override
    public List<Classifications> batchProcessOutput(TranslatorContext context, NDList outputs) {
      return classes.classify(outputs, settings.softmax());
    }
  }
}
