// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.methods;

import java.util.List;
import linnet.linearization.UnitCosts;
import linnet.linearization.deepreduce.DeepReduce;
import linnet.linearization.deepreduce.DeepReduceOptions;
import linnet.linearization.fisher.FisherOptions;
import linnet.linearization.fisher.FisherProgressive;
import linnet.linearization.random.RandomChannels;
import linnet.linearization.random.RandomOptions;
import linnet.linearization.random.RandomPlaces;
import linnet.linearization.relupruner.ReluPruner;
import linnet.linearization.relupruner.ReluPrunerOptions;
import linnet.linearization.senet.Senet;
import linnet.linearization.senet.SenetOptions;
import linnet.linearization.senetpp.SenetPlusPlus;
import linnet.linearization.snl.Snl;
import linnet.linearization.snl.SnlOptions;
import linnet.linearization.streamlinet.StreamliNet;
import linnet.linearization.streamlinet.StreamliNetOptions;
import linnet.network.InputException;

/** All linearization methods. A new one is one more line here. */
public final class Methods {
  /** The method that holds when none is named. */
  public static final String DEFAULT = "fisher";

  private static final List<Method> ALL =
      List.of(
          new Method(
              "fisher",
              "Linnet's own: ReLUs leave step by step, least Fisher importance first",
              (settings, sensitivity) -> new FisherProgressive(FisherOptions.of(settings))),
          new Method(
              "senet",
              "SENet (ICLR 2023): sensitivity, mask search, fine-tuning",
              (settings, sensitivity) ->
                  sensitivity
                      .map(measured -> new Senet(SenetOptions.of(settings), measured))
                      .orElseGet(() -> new Senet(SenetOptions.of(settings)))),
          new Method(
              "senetpp",
              "SENet++ (ICLR 2023): one student for several widths",
              (settings, sensitivity) ->
                  new SenetPlusPlus(
                      sensitivity
                          .map(measured -> new Senet(SenetOptions.of(settings), measured))
                          .orElseGet(() -> new Senet(SenetOptions.of(settings))))),
          new Method(
              "streamlinet",
              "StreamliNet (2024), reconstructed: negativity, layer metric, consistency",
              (settings, sensitivity) ->
                  new StreamliNet(StreamliNetOptions.of(settings), sensitivity, UnitCosts.EQUAL)),
          new Method(
              "relupruner",
              "ReLUPruner (AAAI 2026): importance of two orders, negativity, layer weights",
              (settings, sensitivity) -> new ReluPruner(ReluPrunerOptions.of(settings))),
          new Method(
              "snl",
              "SNL (ICML 2022): learned alphas under a penalty, then an exact ranking",
              (settings, sensitivity) -> new Snl(SnlOptions.of(settings))),
          new Method(
              "deepreduce",
              "DeepReDuce (ICML 2021): stages culled by criticality, the others thinned",
              (settings, sensitivity) -> new DeepReduce(DeepReduceOptions.of(settings))),
          new Method(
              "random",
              "the control: random places, the same fraction of every site",
              (settings, sensitivity) ->
                  sensitivity
                      .map(measured -> new RandomPlaces(RandomOptions.of(settings), measured))
                      .orElseGet(() -> new RandomPlaces(RandomOptions.of(settings)))),
          new Method(
              "random-channels",
              "the control of methods that keep channels together: random whole channels",
              (settings, sensitivity) ->
                  sensitivity
                      .map(measured -> new RandomChannels(RandomOptions.of(settings), measured))
                      .orElseGet(() -> new RandomChannels(RandomOptions.of(settings)))));

  private Methods() {}

  /** All methods, the default first. */
  public static List<Method> all() {
    return ALL;
  }

  /** The names of all methods, the default first. */
  public static List<String> names() {
    return ALL.stream().map(Method::name).toList();
  }

  /**
   * A method by name.
   *
   * @throws InputException listing all names if there is none of this name
   */
  public static Method byName(String name) {
    return ALL.stream()
        .filter(method -> method.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    "There is no method called %s; choose one of %s."
                        .formatted(name, String.join(", ", names()))));
  }
}
