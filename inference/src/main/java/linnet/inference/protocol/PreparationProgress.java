// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

/** Told how far a preparation has come. */
public interface PreparationProgress {
  /** Tells nobody. */
  PreparationProgress NONE =
      new PreparationProgress() {
        @Override
        public void linearLayers(int done, int of) {}

        @Override
        public void pieces(int done, int of) {}
      };

  /** Encrypted linear layers of the batch. */
  void linearLayers(int done, int of);

  /** Pieces of the batch that are finished and stored. */
  void pieces(int done, int of);
}
