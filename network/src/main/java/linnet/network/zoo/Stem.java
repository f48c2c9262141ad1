// SPDX-License-Identifier: Apache-2.0
package linnet.network.zoo;

/** How a network begins. */
public enum Stem {
  /** 3x3 convolution with stride 1: for images of 32x32 and 64x64. */
  CIFAR,
  /** 7x7 convolution with stride 2, then a 3x3 pooling with stride 2: for images of 224x224. */
  IMAGENET
}
