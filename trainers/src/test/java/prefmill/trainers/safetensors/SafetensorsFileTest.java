package prefmill.trainers.safetensors;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsFileTest {
  @TempDir Path folder;

  @Test
  void readsWhatItWrote() throws IOException {
    TreeMap<String, FloatTensor> tensors = new TreeMap<>();
    tensors.put("b", FloatTensor.of(new float[] {1, -0f, Float.MIN_VALUE, 3e38f, 5, 6}, 2, 3));
    tensors.put("a", FloatTensor.of(new float[] {7}));
    Path file = folder.resolve("x.safetensors");
    SafetensorsWriter.write(file, tensors);
    byte[] first = Files.readAllBytes(file);
    SafetensorsWriter.write(file, tensors);

    assertThat(Files.readAllBytes(file), is(first));
    try (SafetensorsFile read = SafetensorsFile.open(file)) {
      assertThat(read.floats("b"), is(tensors.get("b")));
      assertThat(read.floats("a").shape(), is(List.of()));
      assertThat(read.floats("b", 3, 2).get(1), is(5f));
      assertThrows(IndexOutOfBoundsException.class, () -> read.floats("b", 5, 2));
      assertThrows(SafetensorsException.class, () -> read.floats("c"));
    }
    try (var files = Files.list(folder)) {
      assertThat(files.count(), is(1L));
    }
  }

  @Test
  void widensHalvesExactly() throws IOException {
    Path file =
        file(
            "{\"h\":{\"dtype\":\"F16\",\"shape\":[6],\"data_offsets\":[0,12]},"
                + "\"i\":{\"dtype\":\"BF16\",\"shape\":[1],\"data_offsets\":[12,14]}}",
            halves(0x3c00, 0xc000, 0x0001, 0x8001, 0x7bff, 0x7c00, 0x3f81));
    try (SafetensorsFile read = SafetensorsFile.open(file)) {
      assertThat(
          read.floats("h").toArray(),
          is(new float[] {1, -2, 0x1p-24f, -0x1p-24f, 65504, Float.POSITIVE_INFINITY}));
      assertThat(read.floats("i").toArray(), is(new float[] {1.0078125f}));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}                  | do not fit its shape
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}                  | 8 are there
          {"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}                 | 8 are there
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}                  | where 0 is due
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} | where 8 is due
          {"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,8]}}                 | no natural number
          {"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}                | no natural number
          {"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]}} | too large
          {"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,8]}} | no natural number
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}                  | data_offsets
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}                    | data_offsets
          {"a":{"dtype":"F32","data_offsets":[0,8]}}                              | lacks its shape
          {"a":{"dtype":"Q4","shape":[2],"data_offsets":[0,8]}}                   | unknown type 'Q4'
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{}}           | unique names
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}                   | not JSON
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} x                | not JSON
          [1,2]                                                                   | not a JSON object
          {"a":"F32"}                                                             | unknown type
          {"__metadata__":{"n":1},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} | no map of texts
          {"__metadata__":[],"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} | no map of texts
          """)
  void refusesAHeaderThatDoesNotCoverItsData(String header, String why) throws IOException {
    Path file = file(header, new byte[8]);
    SafetensorsException refused =
        assertThrows(SafetensorsException.class, () -> SafetensorsFile.open(file));
    assertThat(refused.getMessage(), containsString(why));
    assertThat(refused.getMessage(), containsString(file.toString()));
  }

  @Test
  void refusesLengthsThatDoNotFit() throws IOException {
    for (long length : new long[] {-1, 0, 1, 100, 100_000_001, Long.MAX_VALUE}) {
      Path file = folder.resolve("length");
      Files.write(
          file, ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array());
      SafetensorsException refused =
          assertThrows(SafetensorsException.class, () -> SafetensorsFile.open(file));
      assertThat(refused.getMessage(), containsString("header of " + length + " bytes"));
    }
    Path empty = Files.write(folder.resolve("empty"), new byte[3]);
    assertThrows(SafetensorsException.class, () -> SafetensorsFile.open(empty));
  }

  @Test
  void refusesPickles() throws IOException {
    Path plain =
        Files.write(
            folder.resolve("p"),
            "\u0080\u0002}q\u0000X\u0001\u0000\u0000".getBytes(StandardCharsets.ISO_8859_1));
    Path zip =
        Files.write(
            folder.resolve("z"),
            "PK\u0003\u0004\u0000\u0000\u0008\u0008 archive".getBytes(StandardCharsets.ISO_8859_1));
    for (Path file : List.of(plain, zip)) {
      SafetensorsException refused =
          assertThrows(SafetensorsException.class, () -> SafetensorsFile.open(file));
      assertThat(refused.getMessage(), containsString("pickle"));
    }
  }

  /** As MLX writes it. */
  @Test
  void takesMetadataThatIsNull() throws IOException {
    Path file =
        file(
            "{\"__metadata__\":null,\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
            new byte[8]);
    try (SafetensorsFile read = SafetensorsFile.open(file)) {
      assertThat(read.tensors().size(), is(1));
    }
  }

  @Test
  void copiesATensorOfAnyTypeAsItIs() throws IOException {
    Path from =
        file(
            "{\"i\":{\"dtype\":\"U16\",\"shape\":[2],\"data_offsets\":[0,4]}}",
            halves(0xfffe, 0x0102));
    Path to = folder.resolve("copy");
    try (SafetensorsFile read = SafetensorsFile.open(from)) {
      SafetensorsWriter.write(to, new TreeMap<>(Map.of("i", read.stored("i"))));
    }
    try (SafetensorsFile copy = SafetensorsFile.open(to)) {
      assertThat(copy.tensors().get("i").type(), is(TensorType.U16));
    }
    byte[] bytes = Files.readAllBytes(to);
    assertThat(
        Arrays.copyOfRange(bytes, bytes.length - 4, bytes.length), is(halves(0xfffe, 0x0102)));
  }

  private Path file(String header, byte[] data) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(text.length).put(text).put(data);
    return Files.write(folder.resolve("made.safetensors"), bytes.array());
  }

  private static byte[] halves(int... bits) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * bits.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int b : bits) {
      bytes.putShort((short) b);
    }
    return bytes.array();
  }
}
