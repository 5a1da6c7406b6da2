package org.vivarium.audio;

/** Says frame by frame how much of each frequency is to be kept. It remembers what it heard. */
public interface Suppressor {
  /**
   * Takes the powers of the next frame's frequencies, and gives the gains, 0 to 1, of the frame
   * {@link #ahead} before it. The first {@code ahead} answers are of frames that never were.
   */
  float[] gains(float[] power);

  /** How many frames it hears before it says what to keep of one. */
  default int ahead() {
    return 0;
  }
}
