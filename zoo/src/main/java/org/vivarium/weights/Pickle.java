package org.vivarium.weights;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A reader of Python's pickles (protocols 2 to 5) that runs nothing: a stack machine for numbers,
 * strings, lists, tuples (as lists) and dicts. Whatever else a pickle names is asked of its {@link
 * Names}, who know a closed set and refuse the rest.
 */
final class Pickle {
  private static final int MAX_OBJECTS = 4_000_000; // some hundreds of megabytes at most

  /** What a pickle may name besides plain data; each method refuses with a sentence. */
  interface Names {
    /** The value of {@code module.name}, which is never Python code. */
    Object global(String name);

    /** A global applied to arguments. */
    Object call(Object global, List<?> arguments);

    /** What the pickle keeps outside itself. */
    Object persistent(Object id);
  }

  private static final class Mark {}

  private final ByteBuffer in;
  private final Names names;
  private final List<Object> stack = new ArrayList<>();
  private final Map<Integer, Object> memo = new HashMap<>();
  private int objects;

  private Pickle(ByteBuffer in, Names names) {
    this.in = in.order(ByteOrder.LITTLE_ENDIAN);
    this.names = names;
  }

  /**
   * Reads a pickle: null, Boolean, Long, Double, String, List, Map, or what {@code names} made. The
   * data may contain itself.
   */
  static Object read(byte[] bytes, Names names) {
    Pickle pickle = new Pickle(ByteBuffer.wrap(bytes), names);
    try {
      while (true) {
        int op = pickle.in.get() & 0xff;
        if (op == '.') {
          return pickle.pop();
        }
        pickle.step(op);
      }
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("the pickle ends before its end: it was cut off", e);
    }
  }

  private void step(int op) {
    switch (op) {
      case 0x80 -> protocol(in.get());
      case 0x95 -> in.getLong(); // FRAME: how much to read ahead
      case '(' -> push(new Mark());
      case '0' -> pop();
      case '1' -> popMark();
      case '2' -> push(top());
      case 'N' -> push(null);
      case 0x88 -> push(true);
      case 0x89 -> push(false);
      case 'K' -> push((long) (in.get() & 0xff));
      case 'M' -> push((long) (in.getShort() & 0xffff));
      case 'J' -> push((long) in.getInt());
      case 0x8a -> push(integer(in.get() & 0xff));
      case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(in.getLong()))); // big endian
      case 0x8c -> push(text(in.get() & 0xff));
      case 'X' -> push(text(Integer.toUnsignedLong(in.getInt())));
      case 0x8d -> push(text(in.getLong()));
      case ')' -> push(new ArrayList<>(0));
      case 0x85 -> tuple(1);
      case 0x86 -> tuple(2);
      case 0x87 -> tuple(3);
      case 't' -> push(popMark());
      case ']' -> push(new ArrayList<>());
      case '}' -> push(new LinkedHashMap<>());
      case 'a' -> append(List.of(new Item(pop())));
      case 'e' -> append(popMark().stream().map(Item::new).toList());
      case 's' -> {
        Object value = pop();
        put(pop(), value);
      }
      case 'u' -> putAll(popMark());
      case 'q' -> memo.put(in.get() & 0xff, top());
      case 'r' -> memo.put(in.getInt(), top());
      case 0x94 -> memo.put(memo.size(), top());
      case 'h' -> push(remembered(in.get() & 0xff));
      case 'j' -> push(remembered(in.getInt()));
      case 'c' -> push(names.global(line() + "." + line()));
      case 0x93 -> {
        Object name = pop();
        push(names.global(string(pop()) + "." + string(name)));
      }
      case 'R' -> {
        List<?> arguments = list(pop());
        push(names.call(pop(), arguments));
      }
      case 'b' -> build();
      case 'Q' -> push(names.persistent(pop()));
      default ->
          throw new IllegalArgumentException(
              "the pickle has the operation 0x%02x, which no file of tensors needs: it is refused"
                  .formatted(op));
    }
  }

  /** A value in a stream, which may be null. */
  private record Item(Object value) {}

  private static void protocol(int protocol) {
    if (protocol < 2 || protocol > 5) {
      throw new IllegalArgumentException(
          "the pickle has the protocol " + protocol + "; 2 to 5 are read");
    }
  }

  private void push(Object o) {
    if (++objects > MAX_OBJECTS) {
      throw new IllegalArgumentException(
          "the pickle makes more than "
              + MAX_OBJECTS
              + " objects: it is no state_dict, or made to fill the memory");
    }
    stack.add(o);
  }

  private Object top() {
    if (stack.isEmpty() || stack.get(stack.size() - 1) instanceof Mark) {
      throw damaged();
    }
    return stack.get(stack.size() - 1);
  }

  private Object pop() {
    Object top = top();
    stack.remove(stack.size() - 1);
    return top;
  }

  /** What lies above the last mark, which goes too. */
  private List<Object> popMark() {
    int mark = stack.size() - 1;
    while (mark >= 0 && !(stack.get(mark) instanceof Mark)) {
      mark--;
    }
    if (mark < 0) {
      throw damaged();
    }
    List<Object> above = stack.subList(mark + 1, stack.size());
    List<Object> items = new ArrayList<>(above);
    above.clear();
    stack.remove(mark);
    return items;
  }

  private void tuple(int n) {
    List<Object> items = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      items.add(0, pop());
    }
    push(items);
  }

  private void append(List<Item> items) {
    List<Object> list = list(top());
    items.forEach(item -> list.add(item.value()));
  }

  private void putAll(List<Object> items) {
    if (items.size() % 2 != 0) {
      throw damaged();
    }
    for (int i = 0; i < items.size(); i += 2) {
      put(items.get(i), items.get(i + 1));
    }
  }

  private void put(Object key, Object value) {
    // a key that holds itself could not even be hashed
    if (!(key instanceof String || key instanceof Number || key instanceof Boolean)) {
      throw new IllegalArgumentException(
          "the pickle has a dict with a key that is no string and no number: it is refused");
    }
    if (!(top() instanceof Map)) {
      throw damaged();
    }
    @SuppressWarnings("unchecked") // only made here and by the names, with such keys
    Map<Object, Object> map = (Map<Object, Object>) top();
    map.put(key, value);
  }

  /** The attributes of a dict, as PyTorch's versions of modules, are not looked at. */
  private void build() {
    pop();
    if (!(top() instanceof Map)) {
      throw new IllegalArgumentException("the pickle sets attributes of an object: it is refused");
    }
  }

  private Object remembered(int at) {
    if (!memo.containsKey(at)) {
      throw damaged();
    }
    return memo.get(at);
  }

  private long integer(int bytes) {
    if (bytes > Long.BYTES) {
      throw new IllegalArgumentException("the pickle has a number of " + bytes + " bytes");
    }
    long n = 0;
    for (int i = 0; i < bytes; i++) {
      n |= (in.get() & 0xffL) << (8 * i);
    }
    int unused = Long.SIZE - 8 * bytes;
    return bytes == 0 ? 0 : n << unused >> unused; // the sign
  }

  private String text(long length) {
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[(int) length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String line() {
    int length = 0;
    while (in.get(in.position() + index(length)) != '\n') {
      length++;
    }
    String line = text(length);
    in.get();
    return line;
  }

  private int index(int length) {
    if (length >= in.remaining()) {
      throw new BufferUnderflowException();
    }
    return length;
  }

  private static String string(Object o) {
    if (o instanceof String s) {
      return s;
    }
    throw damaged();
  }

  private static List<Object> list(Object o) {
    if (o instanceof List) {
      @SuppressWarnings("unchecked") // only made here
      List<Object> list = (List<Object>) o;
      return list;
    }
    throw damaged();
  }

  private static IllegalArgumentException damaged() {
    return new IllegalArgumentException("the pickle is damaged: its operations do not fit");
  }
}
