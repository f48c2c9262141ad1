// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

/** Where tensors live. */
public enum Device {
  /** A GPU if libtorch was built for one and finds one, else the processor. */
  AUTO,
  /** The processor. */
  CPU,
  /** The first GPU. */
  CUDA
}
