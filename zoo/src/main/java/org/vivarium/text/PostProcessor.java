package org.vivarium.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * The special tokens that are put around a text where they are asked for.
 *
 * @param json as it stands in the file, with what it says of pairs of texts
 * @param before ids before a text
 * @param after ids after it
 * @param types the type of the text and of every token around it, in their order
 */
record PostProcessor(JsonElement json, List<Integer> before, List<Integer> after, Types types) {
  static final PostProcessor NONE =
      new PostProcessor(
          JsonNull.INSTANCE, List.of(), List.of(), new Types(List.of(), 0, List.of()));

  /** The types of what stands before a text, of the text, and of what stands after it. */
  record Types(List<Integer> before, int text, List<Integer> after) {}

  /** {@code <s> text </s>} or {@code [CLS] text [SEP]}, where there are such tokens. */
  static PostProcessor around(AddedTokens added, boolean bert) {
    AddedToken begin = added.token(bert ? "[CLS]" : "<s>");
    AddedToken end = added.token(bert ? "[SEP]" : "</s>");
    if (begin == null || end == null) {
      return NONE;
    }
    JsonArray single = new JsonArray();
    single.add(special(begin, 0));
    single.add(sequence("A", 0));
    single.add(special(end, 0));
    JsonArray pair = single.deepCopy();
    if (!bert) {
      pair.add(special(begin, 1));
    }
    pair.add(sequence("B", 1));
    pair.add(special(end, 1));
    JsonObject specials = new JsonObject();
    specials.add(begin.content(), entry(begin));
    specials.add(end.content(), entry(end));
    JsonObject json = Normalizer.typed("TemplateProcessing");
    json.add("single", single);
    json.add("pair", pair);
    json.add("special_tokens", specials);
    return read(new JsonPart("post_processor", json));
  }

  private static JsonObject special(AddedToken token, int type) {
    return item("SpecialToken", token.content(), type);
  }

  private static JsonObject sequence(String name, int type) {
    return item("Sequence", name, type);
  }

  private static JsonObject item(String kind, String id, int type) {
    JsonObject inner = new JsonObject();
    inner.addProperty("id", id);
    inner.addProperty("type_id", type);
    JsonObject item = new JsonObject();
    item.add(kind, inner);
    return item;
  }

  private static JsonObject entry(AddedToken token) {
    JsonArray ids = new JsonArray();
    ids.add(token.id());
    JsonArray tokens = new JsonArray();
    tokens.add(token.content());
    JsonObject entry = new JsonObject();
    entry.addProperty("id", token.content());
    entry.add("ids", ids);
    entry.add("tokens", tokens);
    return entry;
  }

  static PostProcessor read(JsonPart part) {
    return switch (part.type()) {
      case "TemplateProcessing" -> template(part);
      case "BertProcessing", "RobertaProcessing" -> {
        int begin = JsonPart.integer(part.path() + ".cls", part.array("cls").get(1));
        int end = JsonPart.integer(part.path() + ".sep", part.array("sep").get(1));
        yield new PostProcessor(
            part.json(), List.of(begin), List.of(end), new Types(List.of(0), 0, List.of(0)));
      }
      case "ByteLevel" -> new PostProcessor(part.json(), List.of(), List.of(), NONE.types());
      case "Sequence" -> {
        PostProcessor all = NONE;
        for (JsonPart step : part.parts("processors")) {
          all = all.then(read(step));
        }
        yield new PostProcessor(part.json(), all.before, all.after, all.types);
      }
      default ->
          throw part.unknownType(
              "TemplateProcessing", "BertProcessing", "RobertaProcessing", "ByteLevel", "Sequence");
    };
  }

  private PostProcessor then(PostProcessor outer) {
    return new PostProcessor(
        json,
        joined(outer.before, before),
        joined(after, outer.after),
        new Types(
            joined(outer.types.before, types.before),
            outer.types.text,
            joined(types.after, outer.types.after)));
  }

  private static List<Integer> joined(List<Integer> first, List<Integer> second) {
    List<Integer> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private static PostProcessor template(JsonPart part) {
    JsonPart specials = part.part("special_tokens");
    List<Integer> before = new ArrayList<>();
    List<Integer> after = new ArrayList<>();
    List<Integer> typesBefore = new ArrayList<>();
    List<Integer> typesAfter = new ArrayList<>();
    int type = 0;
    boolean passed = false;
    for (JsonPart item : part.parts("single")) {
      if (item.has("Sequence")) {
        type = item.part("Sequence").integer("type_id", 0);
        passed = true;
        continue;
      }
      JsonPart special = item.part("SpecialToken");
      for (int id : specials.part(special.text("id")).integers("ids")) {
        (passed ? after : before).add(id);
        (passed ? typesAfter : typesBefore).add(special.integer("type_id", 0));
      }
    }
    return new PostProcessor(part.json(), before, after, new Types(typesBefore, type, typesAfter));
  }

  /** The text's tokens with the special ones around them. */
  Encoding apply(int[] ids) {
    int begin = before.size();
    int end = begin + ids.length;
    int size = end + after.size();
    int[] all = new int[size];
    int[] allTypes = new int[size];
    int[] special = new int[size];
    int[] mask = new int[size];
    for (int i = 0; i < size; i++) {
      boolean text = i >= begin && i < end;
      all[i] = text ? ids[i - begin] : i < begin ? before.get(i) : after.get(i - end);
      allTypes[i] =
          text ? types.text() : i < begin ? types.before().get(i) : types.after().get(i - end);
      special[i] = text ? 0 : 1;
      mask[i] = 1;
    }
    return new Encoding(all, allTypes, mask, special);
  }
}
