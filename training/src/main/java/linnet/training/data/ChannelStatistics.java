// SPDX-License-Identifier: Apache-2.0
package linnet.training.data;

import java.util.ArrayList;
import java.util.List;
import linnet.network.bundle.Preprocessing;

/** Mean and standard deviation of each channel over all pixels of all images. */
final class ChannelStatistics {
  private ChannelStatistics() {}

  static Preprocessing of(ImageSet images) {
    List<Float> means = new ArrayList<>();
    List<Float> deviations = new ArrayList<>();
    for (int c = 0; c < images.shape().channels(); c++) {
      long[] histogram = histogram(images, c);
      double mean = moment(histogram, 0, 1);
      means.add((float) mean);
      // A channel of one colour must not divide by zero.
      deviations.add((float) Math.max(Math.sqrt(moment(histogram, mean, 2)), 1e-3));
    }
    return new Preprocessing(means, deviations);
  }

  private static long[] histogram(ImageSet images, int channel) {
    long[] counts = new long[256];
    byte[] pixels = images.pixels();
    int plane = images.shape().plane();
    for (int i = 0; i < images.size(); i++) {
      int from = images.offset(i) + channel * plane;
      for (int p = from; p < from + plane; p++) {
        counts[pixels[p] & 0xFF]++;
      }
    }
    return counts;
  }

  private static double moment(long[] histogram, double centre, int power) {
    double sum = 0;
    long count = 0;
    for (int value = 0; value < histogram.length; value++) {
      sum += histogram[value] * Math.pow(value / 255.0 - centre, power);
      count += histogram[value];
    }
    return sum / count;
  }
}
