// SPDX-License-Identifier: Apache-2.0
package linnet.network.bundle;

import java.util.List;
import linnet.network.InputException;
import linnet.network.Layer;
import linnet.network.Network;
import linnet.network.Node;
import linnet.network.Widths;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The graph of a network as JSON; documented in {@code docs/file-formats.md}. */
public final class NetworkJson {
  private static final String WIDTHS = "widths";
  private static final int MOST_NODES = 100_000;

  private NetworkJson() {}

  /** The graph as a JSON object, which {@link #read} reads back to an equal network. */
  public static ObjectNode write(Network network) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("name", network.name());
    json.set("input", ShapeJson.write(network.input()));
    ArrayNode nodes = json.putArray("nodes");
    network.nodes().forEach(node -> nodes.add(node(node)));
    if (network.widths().several()) {
      network.widths().rates().forEach(json.putArray(WIDTHS)::add);
    }
    return json;
  }

  /**
   * Reads and verifies a graph.
   *
   * @throws InputException naming the field, node, shape or width that is wrong
   */
  public static Network read(JsonNode json) {
    List<Node> nodes = Json.list(json, "nodes", NetworkJson::node);
    if (nodes.size() > MOST_NODES) {
      throw new InputException(
          "The network has %,d nodes; at most %,d are read.".formatted(nodes.size(), MOST_NODES));
    }
    Widths widths =
        json.has(WIDTHS) ? new Widths(Json.list(json, WIDTHS, Json::asNumber)) : Widths.FULL;
    return new Network(
        Json.text(json, "name"), ShapeJson.read(Json.field(json, "input")), nodes, widths);
  }

  private static ObjectNode node(Node node) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("name", node.name());
    switch (node.layer()) {
      case Layer.Convolution c ->
          json.put("layer", "convolution")
              .put("inChannels", c.inChannels())
              .put("outChannels", c.outChannels())
              .put("kernel", c.kernel())
              .put("stride", c.stride())
              .put("padding", c.padding())
              .put("groups", c.groups())
              .put("bias", c.bias());
      case Layer.BatchNorm n ->
          json.put("layer", "batchNorm").put("channels", n.channels()).put("epsilon", n.epsilon());
      case Layer.Relu r -> json.put("layer", "relu");
      case Layer.Linear l ->
          json.put("layer", "linear")
              .put("inFeatures", l.inFeatures())
              .put("outFeatures", l.outFeatures())
              .put("bias", l.bias());
      case Layer.Add a -> json.put("layer", "add");
      case Layer.AveragePool p ->
          json.put("layer", "averagePool").put("kernel", p.kernel()).put("stride", p.stride());
      case Layer.GlobalAveragePool p -> json.put("layer", "globalAveragePool");
      case Layer.MaxPool p ->
          json.put("layer", "maxPool")
              .put("kernel", p.kernel())
              .put("stride", p.stride())
              .put("padding", p.padding());
      case Layer.Flatten f -> json.put("layer", "flatten");
    }
    ArrayNode inputs = json.putArray("inputs");
    node.inputs().forEach(inputs::add);
    return json;
  }

  private static Node node(JsonNode json) {
    return new Node(Json.text(json, "name"), layer(json), Json.list(json, "inputs", Json::asText));
  }

  private static Layer layer(JsonNode json) {
    String kind = Json.text(json, "layer");
    return switch (kind) {
      case "convolution" ->
          new Layer.Convolution(
              Json.integer(json, "inChannels"),
              Json.integer(json, "outChannels"),
              Json.integer(json, "kernel"),
              Json.integer(json, "stride"),
              Json.integer(json, "padding"),
              Json.integer(json, "groups"),
              Json.flag(json, "bias"));
      case "batchNorm" ->
          new Layer.BatchNorm(Json.integer(json, "channels"), Json.number(json, "epsilon"));
      case "relu" -> new Layer.Relu();
      case "linear" ->
          new Layer.Linear(
              Json.integer(json, "inFeatures"),
              Json.integer(json, "outFeatures"),
              Json.flag(json, "bias"));
      case "add" -> new Layer.Add();
      case "averagePool" ->
          new Layer.AveragePool(Json.integer(json, "kernel"), Json.integer(json, "stride"));
      case "globalAveragePool" -> new Layer.GlobalAveragePool();
      case "maxPool" ->
          new Layer.MaxPool(
              Json.integer(json, "kernel"),
              Json.integer(json, "stride"),
              Json.integer(json, "padding"));
      case "flatten" -> new Layer.Flatten();
      default ->
          throw new InputException(
              "The layer kind \"%s\" is unknown to this version.".formatted(kind));
    };
  }
}
