package org.vivarium.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.SessionLog;
import org.tensorflow.proto.Summary;

class TensorBoardTest {
  @TempDir Path folder;

  @Test
  void writesScalarsByEpochAndByStep() throws IOException {
    FakeRun run = new FakeRun(4);
    TensorBoard board = new TensorBoard(folder, 2);
    board.started(run);
    run.pass(board, 1);
    run.pass(board, 2);
    board.ended(run);

    List<Event> events = read(files().get(0));
    assertThat(events.get(0).getFileVersion()).isEqualTo("brain.Event:2");
    Map<String, Map<Long, Float>> scalars = scalars(events);
    assertThat(scalars.get("loss/train")).isEqualTo(Map.of(1L, 1f, 2L, 0.5f));
    assertThat(scalars.get("loss/validation")).isEqualTo(Map.of(1L, 1.25f, 2L, 0.625f));
    assertThat(scalars.get("accuracy/validation")).isEqualTo(Map.of(1L, 0.25f, 2L, 0.625f));
    assertThat(scalars.get("learning_rate")).isEqualTo(Map.of(1L, 0.125f, 2L, 0.0625f));
    assertThat(scalars.get("loss/batch")).containsOnlyKeys(2L, 4L, 6L, 8L);
    assertThat(scalars.get("loss/batch").get(8L)).isCloseTo(1 / 8f, within(1e-6f));
  }

  @Test
  void flushesEachEpoch() throws IOException {
    FakeRun run = new FakeRun(1);
    TensorBoard board = new TensorBoard(folder, 1);
    board.started(run);
    run.pass(board, 1);
    assertThat(scalars(read(files().get(0)))).containsKey("loss/validation");
    board.ended(run);
  }

  @Test
  void resumedRunAddsAFileAndDropsStepsBeyondTheCheckpoint() throws IOException {
    FakeRun run = new FakeRun(4);
    TensorBoard first = new TensorBoard(folder, 1);
    first.started(run);
    run.pass(first, 1);
    first.batch(run, 2, 1, 99f); // killed in the second epoch
    first.ended(run);

    TensorBoard second = new TensorBoard(folder, 1);
    second.started(run);
    run.pass(second, 2);
    second.ended(run);

    assertThat(files()).hasSize(2).isSorted();
    List<Event> events = read(files().get(1));
    assertThat(events.get(1).getSessionLog().getStatus()).isEqualTo(SessionLog.SessionStatus.START);
    assertThat(events.get(1).getStep()).isEqualTo(5);
    assertThat(scalars(events).get("loss/batch")).containsOnlyKeys(5L, 6L, 7L, 8L);
    assertThat(scalars(events).get("loss/train")).containsOnlyKeys(2L);
  }

  /** The CRC-32C of "123456789" is 0xe3069283 (RFC 3720); TensorBoard masks it to this. */
  @Test
  void checksumsAreTensorFlows() {
    byte[] crc = TensorBoard.checksum("123456789".getBytes(StandardCharsets.US_ASCII));
    assertThat(ByteBuffer.wrap(crc).order(ByteOrder.LITTLE_ENDIAN).getInt()).isEqualTo(0xc78ab0e5);
  }

  @Test
  void refusesAStrideThatIsNone() {
    assertThatThrownBy(() -> new TensorBoard(folder, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static List<Event> read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<Event> events = new ArrayList<>();
    while (bytes.hasRemaining()) {
      byte[] length = take(bytes, 8);
      assertThat(take(bytes, 4)).isEqualTo(TensorBoard.checksum(length));
      long size = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong();
      byte[] data = take(bytes, Math.toIntExact(size));
      assertThat(take(bytes, 4)).isEqualTo(TensorBoard.checksum(data));
      events.add(Event.parseFrom(data));
    }
    return events;
  }

  private static byte[] take(ByteBuffer bytes, int count) {
    byte[] taken = new byte[count];
    bytes.get(taken);
    return taken;
  }

  private static Map<String, Map<Long, Float>> scalars(List<Event> events) {
    Map<String, Map<Long, Float>> scalars = new TreeMap<>();
    for (Event event : events) {
      for (Summary.Value value : event.getSummary().getValueList()) {
        scalars
            .computeIfAbsent(value.getTag(), tag -> new TreeMap<>())
            .put(event.getStep(), value.getSimpleValue());
      }
    }
    return scalars;
  }
}
