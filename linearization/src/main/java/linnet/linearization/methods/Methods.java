// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.methods;

import java.util.List;
import linnet.linearization.Linearizer;
import linnet.linearization.MethodSettings;
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
              Methods::fisher),
          new Method(
              "senet", "SENet (ICLR 2023): sensitivity, mask search, fine-tuning", Methods::senet),
          new Method(
              "senetpp",
              "SENet++ (ICLR 2023): one student for several widths",
              (settings, teacher) -> new SenetPlusPlus(senet(settings, teacher))),
          new Method(
              "streamlinet",
              "StreamliNet (2024), reconstructed: negativity, layer metric, consistency",
              Methods::streamlinet),
          new Method(
              "relupruner",
              "ReLUPruner (AAAI 2026): importance of two orders, negativity, layer weights",
              (settings, teacher) -> new ReluPruner(ReluPrunerOptions.of(settings))),
          new Method(
              "snl",
              "SNL (ICML 2022): learned alphas under a penalty, then an exact ranking",
              (settings, teacher) -> new Snl(SnlOptions.of(settings))),
          new Method(
              "deepreduce",
              "DeepReDuce (ICML 2021): stages culled by criticality, the others thinned",
              (settings, teacher) -> new DeepReduce(DeepReduceOptions.of(settings))),
          new Method(
              "random",
              "the control: random places, the same fraction of every site",
              (settings, teacher) ->
                  teacher
                      .sensitivity()
                      .map(measured -> new RandomPlaces(RandomOptions.of(settings), measured))
                      .orElseGet(() -> new RandomPlaces(RandomOptions.of(settings)))),
          new Method(
              "random-channels",
              "the control of methods that keep channels together: random whole channels",
              (settings, teacher) ->
                  teacher
                      .sensitivity()
                      .map(measured -> new RandomChannels(RandomOptions.of(settings), measured))
                      .orElseGet(() -> new RandomChannels(RandomOptions.of(settings)))));

  private Methods() {}

  private static Linearizer fisher(MethodSettings settings, TeacherFacts teacher) {
    FisherOptions options = FisherOptions.of(settings);
    return new FisherProgressive(options, teacher.costs(options.ranking().costOrder()));
  }

  private static Senet senet(MethodSettings settings, TeacherFacts teacher) {
    SenetOptions options = SenetOptions.of(settings);
    return teacher
        .measured()
        .map(measured -> new Senet(options, SenetOptions.fitting(measured, settings)))
        .orElseGet(() -> new Senet(options));
  }

  private static Linearizer streamlinet(MethodSettings settings, TeacherFacts teacher) {
    StreamliNetOptions options = StreamliNetOptions.of(settings);
    return new StreamliNet(options, teacher.sensitivity(), teacher.costs(options.costOrder()));
  }

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
