// SPDX-License-Identifier: Apache-2.0
package linnet.network.bundle;

import java.util.List;
import linnet.network.InputException;

/**
 * How pixels become the network's input: {@code (value / 255 - mean[c]) / deviation[c]}.
 *
 * @param mean one per channel, of pixel values scaled to 0..1
 * @param deviation one per channel, positive
 */
public record Preprocessing(List<Float> mean, List<Float> deviation) {
  /** Rejects lists of different lengths and deviations that are not positive. */
  public Preprocessing {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    if (mean.size() != deviation.size() || mean.isEmpty()) {
      throw new InputException("The preprocessing needs one mean and one deviation per channel.");
    }
    for (int c = 0; c < mean.size(); c++) {
      if (!(deviation.get(c) > 0)
          || !Float.isFinite(deviation.get(c))
          || !Float.isFinite(mean.get(c))) {
        throw new InputException(
            "The preprocessing of channel %d has mean %s and deviation %s; both must be finite and the deviation positive."
                .formatted(c, mean.get(c), deviation.get(c)));
      }
    }
  }

  /** Number of channels. */
  public int channels() {
    return mean.size();
  }

  /** The network's input for a pixel value between 0 and 255. */
  public float normalize(int channel, int value) {
    return (value / 255f - mean.get(channel)) / deviation.get(channel);
  }

  /** Normalizes one image given as unsigned bytes {@code [C, H, W]}. */
  public float[] normalize(byte[] pixels) {
    float[] result = new float[pixels.length];
    int plane = pixels.length / channels();
    for (int c = 0; c < channels(); c++) {
      for (int i = c * plane; i < (c + 1) * plane; i++) {
        result[i] = normalize(c, pixels[i] & 0xFF);
      }
    }
    return result;
  }
}
