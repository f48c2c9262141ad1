// SPDX-License-Identifier: Apache-2.0
package linnet.inference.plan;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import linnet.network.InputException;
import linnet.network.Mask;
import linnet.network.Shape;
import linnet.network.bundle.Json;
import linnet.network.bundle.PreprocessingJson;
import linnet.network.bundle.ShapeJson;
import linnet.network.files.Checksum;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A plan as JSON. The server sends it to clients, so reading trusts nothing: at most {@link
 * #MAX_BYTES} bytes, every field checked, one sentence for what is wrong.
 */
public final class PlanFormat {
  /** The largest plan that is read: 32 MiB. */
  public static final int MAX_BYTES = 1 << 25;

  private static final int MAX_SENTENCE = 500;

  private static final int VERSION = 1;

  private PlanFormat() {}

  /** Serializes; the same plan always gives the same bytes. */
  public static byte[] write(ProgramPlan plan) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("version", VERSION);
    json.put("network", plan.network());
    json.set("input", ShapeJson.write(plan.input()));
    json.put("activationBits", plan.fixedPoint().activationBits());
    json.put("weightBits", plan.fixedPoint().weightBits());
    ArrayNode steps = json.putArray("steps");
    plan.steps().forEach(step -> steps.add(step(step)));
    json.set("preprocessing", PreprocessingJson.write(plan.preprocessing()));
    ArrayNode classes = json.putArray("classNames");
    plan.classNames().forEach(classes::add);
    json.set("calibration", calibration(plan.calibration()));
    return Json.MAPPER.writeValueAsString(json).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads and verifies a plan.
   *
   * @param bytes what {@link #write} gave
   * @param where names the source in the sentence of a failure, for example "The server's plan"
   * @throws InputException if anything is missing, wrong, or too large
   */
  public static ProgramPlan read(byte[] bytes, String where) {
    if (bytes.length > MAX_BYTES) {
      throw new InputException(
          "%s has %,d bytes; at most %,d are read.".formatted(where, bytes.length, MAX_BYTES));
    }
    JsonNode json = Json.parse(bytes, where);
    try {
      return read(json);
    } catch (InputException e) {
      throw new InputException("%s is not usable: %s".formatted(where, showable(e)), e);
    }
  }

  /**
   * A sentence may quote a hostile plan: no control characters and no long texts go to a screen.
   */
  private static String showable(InputException e) {
    String sentence = String.valueOf(e.getMessage()).replaceAll("\\p{Cc}", "?");
    return sentence.length() <= MAX_SENTENCE
        ? sentence
        : sentence.substring(0, MAX_SENTENCE) + "...";
  }

  /** SHA-256 of a serialized plan, in hexadecimal. */
  public static String digest(byte[] bytes) {
    return Checksum.of(bytes);
  }

  private static ProgramPlan read(JsonNode json) {
    if (Json.integer(json, "version") != VERSION) {
      throw new InputException(
          "Its format is version %d, but this program reads version %d."
              .formatted(Json.integer(json, "version"), VERSION));
    }
    return new ProgramPlan(
        Json.text(json, "network"),
        ShapeJson.read(Json.field(json, "input")),
        new FixedPoint(Json.integer(json, "activationBits"), Json.integer(json, "weightBits")),
        Json.list(json, "steps", PlanFormat::step),
        PreprocessingJson.read(Json.field(json, "preprocessing")),
        Json.list(json, "classNames", Json::asText),
        calibration(Json.field(json, "calibration")));
  }

  private static ObjectNode calibration(CalibrationFacts facts) {
    return Json.MAPPER
        .createObjectNode()
        .put("images", facts.images())
        .put("maxLogitError", facts.maxLogitError())
        .put("sameClass", facts.sameClass())
        .put("failureProbability", facts.failureProbability())
        .put("toleranceUlps", facts.toleranceUlps())
        .put("logitWidth", facts.logitWidth());
  }

  private static CalibrationFacts calibration(JsonNode json) {
    return new CalibrationFacts(
        Json.integer(json, "images"),
        Json.number(json, "maxLogitError"),
        Json.integer(json, "sameClass"),
        Json.number(json, "failureProbability"),
        Json.integer(json, "toleranceUlps"),
        Json.integer(json, "logitWidth"));
  }

  private static ObjectNode step(Step step) {
    ObjectNode json = Json.MAPPER.createObjectNode().put("name", step.name());
    ArrayNode inputs = json.putArray("inputs");
    step.inputs().forEach(inputs::add);
    return switch (step) {
      case Step.Convolution c ->
          json.put("step", "convolution")
              .put("outChannels", c.outChannels())
              .put("kernel", c.kernel())
              .put("stride", c.stride())
              .put("padding", c.padding())
              .put("groups", c.groups())
              .put("weightBits", c.weightBits());
      case Step.Pool p ->
          json.put("step", "pool")
              .put("kernelHeight", p.kernelHeight())
              .put("kernelWidth", p.kernelWidth())
              .put("stride", p.stride())
              .put("multiplier", p.multiplier())
              .put("multiplierBits", p.multiplierBits());
      case Step.Sum s -> json.put("step", "sum");
      case Step.Flatten f -> json.put("step", "flatten");
      case Step.Boundary b -> {
        json.put("step", "boundary")
            .put("width", b.width())
            .set("shape", ShapeJson.write(b.kept().shape()));
        yield json.put("kept", bits(b.kept()));
      }
    };
  }

  private static Step step(JsonNode json) {
    String name = Json.text(json, "name");
    List<String> inputs = Json.list(json, "inputs", Json::asText);
    String kind = Json.text(json, "step");
    if (inputs.size() != (kind.equals("sum") ? 2 : 1)) {
      throw new InputException("The step %s has %d inputs.".formatted(name, inputs.size()));
    }
    String input = inputs.getFirst();
    return switch (kind) {
      case "convolution" ->
          new Step.Convolution(
              name,
              input,
              Json.integer(json, "outChannels"),
              Json.integer(json, "kernel"),
              Json.integer(json, "stride"),
              Json.integer(json, "padding"),
              Json.integer(json, "groups"),
              Json.integer(json, "weightBits"));
      case "pool" ->
          new Step.Pool(
              name,
              input,
              Json.integer(json, "kernelHeight"),
              Json.integer(json, "kernelWidth"),
              Json.integer(json, "stride"),
              Json.integer(json, "multiplier"),
              Json.integer(json, "multiplierBits"));
      case "sum" -> new Step.Sum(name, input, inputs.get(1));
      case "flatten" -> new Step.Flatten(name, input);
      case "boundary" -> boundary(name, input, json);
      default -> throw new InputException("The step kind \"%s\" is unknown.".formatted(kind));
    };
  }

  private static Step.Boundary boundary(String name, String input, JsonNode json) {
    Mask kept = mask(ShapeJson.read(Json.field(json, "shape")), Json.text(json, "kept"), name);
    return new Step.Boundary(name, input, Json.integer(json, "width"), kept);
  }

  private static String bits(Mask mask) {
    byte[] bytes = Arrays.copyOf(mask.bits().toByteArray(), (mask.shape().units() + 7) / 8);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static Mask mask(Shape shape, String text, String name) {
    try {
      BitSet bits = BitSet.valueOf(Base64.getDecoder().decode(text));
      return Mask.of(shape, bits);
    } catch (IllegalArgumentException e) {
      throw new InputException(
          "The kept units of the step %s are no bits of its shape.".formatted(name), e);
    }
  }
}
