package org.dlmcert.checker.form;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads canonical JSON (format.md section 1), which has one spelling: reading is matching.
 *
 * <p>Anything else is a {@link Rejection} by the rule {@code canonical-form}. The formats nest to a
 * fixed depth, so nothing here recurses; arrays are allocated only after the bytes for their
 * entries have been seen to be there.
 */
public final class CanonicalReader {
  private static final int MAX_DIGITS = 200_000;
  private static final int MAX_DEPTH = 16;
  private static final int MOST_DIVISIONS = 46_341; // √2³¹
  private static final int CACHE_SIZE = 1024;
  private static final int CACHED_BYTES = 18;
  private static final int DIGEST = 64;

  private final byte[] text;
  private final Work work;
  private int at;
  private int depth;
  private final String[] names = new String[MAX_DEPTH];
  private final int[] indices = new int[MAX_DEPTH];
  // Data sets repeat few values: each slot keeps the last number whose spelling hashes to it.
  private final Rational[] cachedNumbers = new Rational[CACHE_SIZE];
  private final byte[][] cachedSpellings = new byte[CACHE_SIZE][];

  private final Optional<InputFile> file;

  public CanonicalReader(byte[] text, Work work) {
    this(text, work, Optional.empty());
  }

  /**
   * Creates a reader.
   *
   * @param file the user's, with rows of which the text may speak
   */
  public CanonicalReader(byte[] text, Work work, Optional<InputFile> file) {
    this.text = text;
    this.work = work;
    this.file = file;
    Arrays.fill(names, "");
    Arrays.fill(cachedNumbers, Rational.ZERO);
    Arrays.fill(cachedSpellings, new byte[0]);
    work.add(text.length);
  }

  public int position() {
    return at;
  }

  /** Returns the user's file, if there is one with rows. */
  Optional<InputFile> file() {
    return file;
  }

  /** Returns what counts the work of reading, and of what is read. */
  public Work work() {
    return work;
  }

  public Rejection malformed(String reason) {
    StringBuilder path = new StringBuilder();
    for (int d = 0; d < depth; d++) {
      path.append(names[d].isEmpty() ? "[" + indices[d] + "]" : (d > 0 ? "." : "") + names[d]);
    }
    String where = path.length() == 0 ? "" : ", " + path;
    return new Rejection("canonical-form", "byte " + at + where, reason);
  }

  private void require(boolean condition, Supplier<String> reason) {
    if (!condition) {
      throw malformed(reason.get());
    }
  }

  // No supplier: to make one takes as long as to read a number.
  private void expected(boolean condition, String what) {
    if (!condition) {
      throw malformed("expected " + what + ", found " + found());
    }
  }

  private String found() {
    if (at >= text.length) {
      return "the end of the file";
    }
    int b = text[at] & 0xff;
    return b > ' ' && b < 0x7f ? "'" + (char) b + "'" : "byte " + b;
  }

  private boolean next(char c) {
    return at < text.length && text[at] == c;
  }

  /** Skips the literal if it comes next. */
  public boolean skip(String literal) {
    if (text.length - at < literal.length()) {
      return false;
    }
    for (int i = 0; i < literal.length(); i++) {
      if (text[at + i] != literal.charAt(i)) {
        return false;
      }
    }
    at += literal.length();
    return true;
  }

  /** Returns whether an object comes next. */
  public boolean nextIsObject() {
    return next('{');
  }

  public void expect(String literal) {
    expected(skip(literal), literal);
  }

  public void open() {
    expect("{");
    depth++;
  }

  public void field(String name) {
    require(optionalField(name), () -> "expected the field \"" + name + "\", found " + found());
  }

  public boolean optionalField(String name) {
    boolean first = text[at - 1] == '{';
    boolean present = skip((first ? "\"" : ",\"") + name + "\":");
    if (present) {
      names[depth - 1] = name;
    }
    return present;
  }

  public void close() {
    expected(skip("}"), "} after the last field");
    depth--;
  }

  public void end() {
    expected(at == text.length, "the end of the file");
  }

  /** Reads a list, each item by the given reader. */
  public <T> List<T> list(Supplier<T> item) {
    return listUpTo(Integer.MAX_VALUE, item);
  }

  /** Reads a list of the given length. */
  public <T> List<T> list(int length, Supplier<T> item) {
    // Every item takes at least a character and a comma or bracket.
    require((text.length - at) / 2 >= length, () -> "a list of " + length + " does not fit here");
    List<T> items = listUpTo(length, item);
    require(items.size() == length, () -> "the list has " + items.size() + ", expected " + length);
    return items;
  }

  private <T> List<T> listUpTo(int most, Supplier<T> item) {
    List<T> items = new ArrayList<>();
    expect("[");
    names[depth++] = "";
    while (!next(']')) {
      expected(items.isEmpty() || skip(","), ",");
      if (items.size() >= most) {
        throw malformed("the list has more than " + most);
      }
      indices[depth - 1] = items.size();
      items.add(item.get());
    }
    depth--;
    at++;
    return items;
  }

  /** Reads a row of rationals of the given length. */
  public Rational[] row(int length) {
    return list(length, this::rational).toArray(new Rational[0]);
  }

  /** Reads rows of rationals, each of the given length. */
  public Rational[][] table(int rows, int columns) {
    return list(rows, () -> row(columns)).toArray(new Rational[0][]);
  }

  /** Reads integer vectors of the given length. */
  public List<BigInteger[]> integerVectors(int length) {
    return list(() -> list(length, this::integer).toArray(new BigInteger[0]));
  }

  /** Reads a strictly increasing list of indices below the bound. */
  public int[] indexSet(int bound) {
    int[] last = {-1};
    return list(() -> last[0] = increasing(last[0], bound)).stream().mapToInt(i -> i).toArray();
  }

  private int increasing(int last, int bound) {
    int index = index(bound);
    require(index > last, () -> "the index " + index + " does not exceed the one before it");
    return index;
  }

  public int index(int bound) {
    int index = count();
    require(index < bound, () -> "the index " + index + " is not below " + bound);
    return index;
  }

  public int count() {
    return (int) count(Integer.MAX_VALUE);
  }

  /** Reads an integer from 0 to the bound. */
  public long count(long bound) {
    int from = at;
    long value = 0;
    while (at < text.length && text[at] >= '0' && text[at] <= '9') {
      int digit = text[at] - '0';
      require(value <= (bound - digit) / 10, () -> "the integer exceeds " + bound);
      require(at == from || value > 0, () -> "leading zero");
      value = 10 * value + digit;
      at++;
    }
    expected(at > from, "an integer");
    return value;
  }

  /** Reads a prime and proves it prime. */
  public int prime() {
    int p = count();
    require(isPrime(p), () -> p + " is not a prime");
    return p;
  }

  /** Reads a list of primes; the trial divisions are counted, of which there may be many. */
  public List<Integer> primes() {
    return list(
        () -> {
          work.add(MOST_DIVISIONS);
          return prime();
        });
  }

  /** Whether the number is prime, by trial division. */
  public static boolean isPrime(long p) {
    boolean prime = p >= 2;
    for (long d = 2; prime && d * d <= p; d++) {
      prime = p % d != 0;
    }
    return prime;
  }

  public boolean flag() {
    boolean flag = skip("true");
    expected(flag || skip("false"), "true or false");
    return flag;
  }

  /** Reads one of the given strings. */
  public String word(List<String> words) {
    for (String word : words) {
      if (skip("\"" + word + "\"")) {
        return word;
      }
    }
    throw malformed("expected one of " + words + ", found " + found());
  }

  /** Reads a SHA-256, a string of 64 lower case hexadecimal digits. */
  public String digest() {
    expect("\"");
    int from = at;
    while (at < text.length && at - from < DIGEST && "0123456789abcdef".indexOf(text[at]) >= 0) {
      at++;
    }
    require(at - from == DIGEST, () -> "expected 64 lower case hexadecimal digits");
    expect("\"");
    return new String(text, from, DIGEST, StandardCharsets.US_ASCII);
  }

  public BigInteger integer() {
    Rational number = rational();
    require(number.isInteger(), () -> "expected an integer, found a fraction");
    return number.numerator();
  }

  public Rational rational() {
    expected(next('"'), "a rational in quotation marks");
    int from = at + 1;
    int hash = 0;
    int to = from;
    while (to < text.length && text[to] != '"' && to - from <= CACHED_BYTES) {
      hash = 31 * hash + text[to++];
    }
    int slot = Math.floorMod(hash, CACHE_SIZE);
    boolean short18 = to - from <= CACHED_BYTES && to < text.length;
    byte[] cached = cachedSpellings[slot];
    if (short18 && cached.length > 0 && Arrays.equals(cached, 0, cached.length, text, from, to)) {
      at = to + 1;
      return cachedNumbers[slot];
    }
    Rational number = numberAfter("\"");
    if (short18) {
      cachedNumbers[slot] = number;
      cachedSpellings[slot] = Arrays.copyOfRange(text, from, to);
    }
    return number;
  }

  /** Reads a string that is a word, a colon and a rational. */
  public Rational rationalAfter(String word) {
    return numberAfter("\"" + word + ":");
  }

  private Rational numberAfter(String beginning) {
    expect(beginning);
    Rational number = number();
    expect("\"");
    return number;
  }

  private Rational number() {
    boolean negative = skip("-");
    BigInteger p = digits();
    require(!negative || p.signum() > 0, () -> "-0 is not canonical");
    BigInteger q = BigInteger.ONE;
    if (skip("/")) {
      q = digits();
      require(q.compareTo(BigInteger.ONE) > 0, () -> "the denominator is below 2");
      work.add(Work.length(p), Work.length(q));
      require(p.gcd(q).equals(BigInteger.ONE), () -> "the fraction is not in lowest terms");
    }
    return new Rational(negative ? p.negate() : p, q);
  }

  private BigInteger digits() {
    int from = at;
    while (at < text.length && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    int length = at - from;
    expected(length > 0, "a digit");
    require(length == 1 || text[from] != '0', () -> "leading zero");
    require(length <= MAX_DIGITS, () -> "more than " + MAX_DIGITS + " digits");
    // Conversion to binary takes quadratic time.
    work.add(length / CACHED_BYTES, length / CACHED_BYTES);
    return new BigInteger(new String(text, from, length, StandardCharsets.US_ASCII));
  }
}
