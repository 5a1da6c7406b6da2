package org.vivarium.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.zip.CRC32C;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.SessionLog;
import org.tensorflow.proto.Summary;
import org.vivarium.kernel.Epoch;
import org.vivarium.kernel.Listener;
import org.vivarium.kernel.Run;

/**
 * Writes the run's scalars for TensorBoard: {@code loss/train}, {@code loss/validation} and the
 * like and {@code learning_rate} by epoch, {@code loss/batch} by step. A resumed run adds a file to
 * the folder, and TensorBoard drops what the killed run had written beyond the checkpoint.
 */
public final class TensorBoard implements Listener {
  private final Path folder;
  private final int every;
  private OutputStream out = OutputStream.nullOutputStream();

  /** Writes to this folder, with the loss of each {@code every}-th step. */
  public TensorBoard(Path folder, int every) {
    if (every < 1) {
      throw new IllegalArgumentException("the loss of every " + every + "th step cannot be logged");
    }
    this.folder = folder;
    this.every = every;
  }

  @Override
  public void started(Run run) {
    long done = (long) run.history().size() * run.stepsPerEpoch();
    try {
      out = new BufferedOutputStream(open());
      write(event(0).setFileVersion("brain.Event:2"));
      // tells readers to forget all steps from here on
      write(
          event(done + 1)
              .setSessionLog(SessionLog.newBuilder().setStatus(SessionLog.SessionStatus.START)));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to '" + folder + "'", e);
    }
  }

  private OutputStream open() throws IOException {
    Files.createDirectories(folder);
    long now = System.currentTimeMillis() / 1000;
    Path file;
    int n = 0; // two runs may start within one second
    do {
      // readers take the files in the order of their names
      file = folder.resolve("events.out.tfevents.%010d.vivarium.%03d".formatted(now, n++));
    } while (Files.exists(file));
    return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
  }

  @Override
  public void batch(Run run, int epoch, int step, float loss) {
    long total = (epoch - 1L) * run.stepsPerEpoch() + step;
    if (total % every == 0) {
      Summary.Builder summary = Summary.newBuilder();
      add(summary, "loss/batch", loss);
      save(event(total).setSummary(summary));
    }
  }

  @Override
  public void epoch(Run run, Epoch epoch) {
    Summary.Builder summary = Summary.newBuilder();
    for (Map.Entry<String, Double> e : epoch.train().entrySet()) {
      add(summary, e.getKey() + "/train", e.getValue());
    }
    for (Map.Entry<String, Double> e : epoch.validation().entrySet()) {
      add(summary, e.getKey() + "/validation", e.getValue());
    }
    add(summary, "learning_rate", epoch.rate());
    add(summary, "seconds_per_epoch", epoch.seconds());
    save(event(epoch.number()).setSummary(summary));
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to '" + folder + "'", e);
    }
  }

  @Override
  public void ended(Run run) {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to '" + folder + "'", e);
    }
  }

  private static void add(Summary.Builder summary, String tag, double value) {
    summary.addValue(Summary.Value.newBuilder().setTag(tag).setSimpleValue((float) value));
  }

  private static Event.Builder event(long step) {
    return Event.newBuilder().setWallTime(System.currentTimeMillis() / 1000.0).setStep(step);
  }

  private void save(Event.Builder event) {
    try {
      write(event);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to '" + folder + "'", e);
    }
  }

  /** A TFRecord: length, its checksum, the bytes, their checksum; little-endian. */
  private void write(Event.Builder event) throws IOException {
    byte[] data = event.build().toByteArray();
    byte[] length =
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(data.length).array();
    out.write(length);
    out.write(checksum(length));
    out.write(data);
    out.write(checksum(data));
  }

  static byte[] checksum(byte[] data) {
    CRC32C crc = new CRC32C();
    crc.update(data);
    // masked, since a checksum of data that holds checksums is weak
    int masked = Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(masked).array();
  }
}
