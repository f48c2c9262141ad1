// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import linnet.network.Layer;
import linnet.network.Network;
import linnet.network.Node;
import linnet.network.Site;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Runs the layers of a network in order. Every activation is {@code [N, C, H, W]}, vectors are
 * {@code [N, n, 1, 1]}.
 */
final class GraphRun {
  private static final double STATISTICS_MOMENTUM = 0.1;

  private final Network network;
  private final Execution execution;
  private final WidthParameters parameters;
  private final Map<String, SiteActivation> activations;
  private final Map<String, Site> sites = new HashMap<>();
  private final Map<String, List<String>> lastRead = new HashMap<>();

  GraphRun(
      Network network,
      Execution execution,
      WidthParameters parameters,
      Map<String, SiteActivation> activations) {
    this.network = network;
    this.execution = execution;
    this.parameters = parameters;
    this.activations = activations;
    network.sites().forEach(site -> sites.put(site.name(), site));
    findLastReaders();
  }

  private void findLastReaders() {
    Set<String> seen = new HashSet<>(Set.of(Network.INPUT));
    for (Node node : network.nodes().reversed()) {
      lastRead.put(node.name(), node.inputs().stream().distinct().filter(seen::add).toList());
    }
  }

  Tensor forward(Tensor images, Mode mode, SiteObserver observer) {
    boolean observed = !observer.equals(SiteObserver.NONE);
    Map<String, Tensor> values = new HashMap<>(Map.of(Network.INPUT, images));
    for (Node node : network.nodes()) {
      Tensor output = apply(node, values, mode);
      values.put(node.name(), output);
      Site site = sites.get(node.name());
      if (site != null && observed) {
        observer.site(site, value(values, node, 0), output);
      }
      if (!observed) {
        forget(node, values);
      }
    }
    Tensor logits = value(values, network.output().name());
    return logits.to(torch.ScalarType.Float).flatten(1, -1);
  }

  /** Frees what no later node reads; the gradient graph keeps what it needs by itself. */
  private void forget(Node node, Map<String, Tensor> values) {
    for (String name : lastRead.getOrDefault(node.name(), List.of())) {
      value(values, name).deallocate();
    }
  }

  private static Tensor value(Map<String, Tensor> values, Node reader, int input) {
    return value(values, reader.inputs().get(input));
  }

  private static Tensor value(Map<String, Tensor> values, String name) {
    Tensor value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("the activation " + name + " is read before it is made");
    }
    return value;
  }

  private Tensor apply(Node node, Map<String, Tensor> values, Mode mode) {
    Tensor in = value(values, node, 0);
    return switch (node.layer()) {
      case Layer.Convolution convolution -> convolve(node.name(), convolution, in);
      case Layer.BatchNorm norm -> normalize(node.name(), norm, in, mode);
      case Layer.Relu relu -> activation(node.name()).apply(in);
      case Layer.Linear linear -> linear(node.name(), linear, in);
      case Layer.Add add -> in.add(value(values, node, 1));
      case Layer.AveragePool pool -> averagePool(pool, in);
      case Layer.GlobalAveragePool pool -> torch.adaptive_avg_pool2d(in, 1, 1);
      case Layer.MaxPool pool -> maxPool(pool, in);
      case Layer.Flatten flatten -> in.reshape(in.size(0), -1, 1, 1);
    };
  }

  private SiteActivation activation(String site) {
    SiteActivation activation = activations.get(site);
    if (activation == null) {
      throw new IllegalStateException("the site " + site + " has no mask");
    }
    return activation;
  }

  private Tensor convolve(String name, Layer.Convolution layer, Tensor in) {
    return Convolutions.convolve(
        layer,
        in,
        parameters.value(name + ".weight"),
        bias(name, layer.bias()),
        execution.activations());
  }

  private TensorOptional bias(String name, boolean present) {
    return present ? new TensorOptional(parameters.value(name + ".bias")) : new TensorOptional();
  }

  private Tensor normalize(String name, Layer.BatchNorm layer, Tensor in, Mode mode) {
    return torch.batch_norm(
        in.to(execution.activations()),
        new TensorOptional(parameters.value(name + ".weight")),
        new TensorOptional(parameters.value(name + ".bias")),
        new TensorOptional(parameters.statistic(name + ".running_mean")),
        new TensorOptional(parameters.statistic(name + ".running_var")),
        mode == Mode.TRAIN,
        STATISTICS_MOMENTUM,
        layer.epsilon(),
        execution.device() == Device.CUDA);
  }

  private Tensor linear(String name, Layer.Linear layer, Tensor in) {
    torch.ScalarType type = torch.ScalarType.Float; // small, and its precision decides logits
    Tensor rows = in.to(type).flatten(1, -1);
    Tensor out = torch.linear(rows, parameters.value(name + ".weight"), bias(name, layer.bias()));
    return out.reshape(out.size(0), layer.outFeatures(), 1, 1);
  }

  private static Tensor averagePool(Layer.AveragePool pool, Tensor in) {
    long[] window = {pool.kernel(), pool.kernel()};
    long[] stride = {pool.stride(), pool.stride()};
    return torch.avg_pool2d(in, window, stride, new long[] {0, 0}, false, true, new LongOptional());
  }

  private static Tensor maxPool(Layer.MaxPool pool, Tensor in) {
    long[] window = {pool.kernel(), pool.kernel()};
    long[] stride = {pool.stride(), pool.stride()};
    long[] padding = {pool.padding(), pool.padding()};
    return torch.max_pool2d(in, window, stride, padding, new long[] {1, 1}, false);
  }
}
