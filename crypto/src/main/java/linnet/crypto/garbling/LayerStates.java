// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import java.util.Arrays;

/** How far each layer of one-time material has come; steps go in one direction only. */
final class LayerStates {
  enum State {
    FRESH,
    SENT,
    DONE
  }

  private final State[] states;

  LayerStates(int layers) {
    states = new State[layers];
    Arrays.fill(states, State.FRESH);
  }

  /**
   * Takes a layer from one state to the next.
   *
   * @throws IllegalStateException if it is in another
   */
  void step(int layer, State from, State to) {
    if (states[layer] != from) {
      throw new IllegalStateException(
          from == State.FRESH
              ? "layer " + layer + " is spent: prepared ReLUs serve once; prepare others"
              : "layer " + layer + " awaits no answer");
    }
    states[layer] = to;
  }

  boolean isDone(int layer) {
    return states[layer] == State.DONE;
  }

  boolean areAllDone() {
    return Arrays.stream(states).allMatch(state -> state == State.DONE);
  }

  /**
   * Allows only untouched material to be stored.
   *
   * @throws IllegalStateException if a layer is spent
   */
  void requireFresh() {
    for (int layer = 0; layer < states.length; layer++) {
      if (states[layer] != State.FRESH) {
        throw new IllegalStateException(
            "layer " + layer + " is spent; spent material is not stored");
      }
    }
  }
}
