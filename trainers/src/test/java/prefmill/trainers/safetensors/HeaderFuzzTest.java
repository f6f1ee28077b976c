package prefmill.trainers.safetensors;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * Whatever a header says, it is either refused as unsound or every byte of the data belongs to
 * exactly one tensor: nothing reads outside, nothing is hidden, nothing else is thrown.
 */
class HeaderFuzzTest {
  private static final Path FILE = Path.of("fuzzed.safetensors");

  @Property(tries = 3000)
  void anyBytesAreJudged(@ForAll byte[] header, @ForAll @IntRange(max = 64) int data) {
    judge(header, data);
  }

  /** Made of the words of the format, so that most are nearly sound. */
  @Property(tries = 3000)
  void anyHeaderIsJudged(@ForAll("headers") String header, @ForAll @IntRange(max = 16) int data) {
    judge(header.getBytes(StandardCharsets.UTF_8), data);
  }

  @Property(tries = 3000)
  void aSoundHeaderWithOneByteChangedIsJudged(
      @ForAll @IntRange(max = 57) int at, @ForAll byte other) {
    byte[] header =
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}  "
            .getBytes(StandardCharsets.UTF_8);
    assertThat(judge(header, 8), is(true));
    header[at % header.length] = other;
    judge(header, 8);
  }

  @Property(tries = 1000)
  void tensorsInARowAreTaken(@ForAll("lengths") List<Integer> lengths) {
    StringBuilder header = new StringBuilder("{");
    int end = 0;
    for (int length : lengths) {
      header.append(header.length() > 1 ? "," : "");
      header.append(entry("t" + header.length(), "U8", "" + length, end, end + length));
      end += length;
    }
    assertThat(judge((header + "}").getBytes(StandardCharsets.UTF_8), end), is(true));
    assertThat(judge((header + "}").getBytes(StandardCharsets.UTF_8), end + 1), is(false));
  }

  /** Whether the header is taken; it never reaches outside of the data if so. */
  private static boolean judge(byte[] header, long data) {
    Map<String, TensorInfo> tensors;
    try {
      tensors = SafetensorsHeader.parse(FILE, header, data);
    } catch (SafetensorsException refused) {
      return false;
    }
    long covered = 0;
    for (TensorInfo tensor : tensors.values()) {
      assertThat(tensor.begin(), is(covered));
      assertThat(tensor.end(), lessThanOrEqualTo(data));
      assertThat(
          tensor.shape().stream().reduce((long) tensor.type().bytes(), Math::multiplyExact),
          is(tensor.end() - tensor.begin()));
      covered = tensor.end();
    }
    assertThat(covered, is(data));
    assertThat(new TreeSet<>(tensors.keySet()).size(), is(tensors.size()));
    return true;
  }

  @Provide
  Arbitrary<List<Integer>> lengths() {
    return Arbitraries.integers().between(0, 9).list().ofMaxSize(8);
  }

  @Provide
  Arbitrary<String> headers() {
    Arbitrary<String> number =
        Arbitraries.of(
            "0",
            "1",
            "2",
            "4",
            "8",
            "12",
            "-1",
            "1.5",
            "1e3",
            "null",
            "\"4\"",
            "9223372036854775807",
            "4611686018427387904",
            "99999999999999999999");
    Arbitrary<String> entry =
        Combinators.combine(
                Arbitraries.of("a", "b", "c", "__metadata__", ""),
                Arbitraries.of("F32", "U8", "BF16", "F64", "Q4", ""),
                number.list().ofMaxSize(3),
                number,
                number)
            .as((n, type, shape, from, to) -> entry(n, type, String.join(",", shape), from, to));
    return entry.list().ofMaxSize(4).map(e -> "{" + String.join(",", new ArrayList<>(e)) + "}");
  }

  private static String entry(String name, String type, String shape, Object from, Object to) {
    return "\"%s\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%s,%s]}"
        .formatted(name, type, shape, from, to);
  }
}
