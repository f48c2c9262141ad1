// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import linnet.crypto.channel.LinkProfile;
import linnet.linearization.Schedule;
import linnet.linearization.Schedules;
import linnet.linearization.methods.Methods;
import linnet.linearization.methods.TeacherFacts;
import linnet.network.InputException;
import linnet.network.Network;
import linnet.network.ReluBudget;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a sweep goes over: methods, budgets and seeds, and what all cells share. Read from YAML; the
 * page docs/sweeps.md describes it.
 *
 * @param name of the sweep and its folder in the workspace
 * @param teacher either {@code run} alone, or options of {@code linnet train}
 * @param sensitivity how to measure it, once for all cells; empty leaves that to the methods
 * @param searchEpochs 0 or null keeps the schedule's, and so with the next six
 * @param activationMismatch below 0 keeps the schedule's
 * @param link over which online times are predicted
 */
record SweepGrid(
    String name,
    Map<String, String> teacher,
    Optional<Sensitivity.Effort> sensitivity,
    List<Variant> methods,
    String schedule,
    int searchEpochs,
    int tuningEpochs,
    double searchRate,
    double tuningRate,
    Schedule.@Nullable Decay searchDecay,
    Schedule.@Nullable Decay tuningDecay,
    int batch,
    double activationMismatch,
    LinkProfile link) {
  /** The key of the teacher's section that names an existing run. */
  static final String RUN = "run";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,59}");

  /**
   * A method with its options, and what it is tried at.
   *
   * @param name in tables and charts
   */
  record Variant(
      String name,
      String method,
      Map<String, String> set,
      List<Budget> budgets,
      List<Long> seeds) {}

  /**
   * A budget as written: a whole number is units, any other a fraction of the teacher's.
   *
   * @param fraction NaN for units
   */
  record Budget(int units, double fraction) {
    /** The budget in units, checked against the network. */
    int in(Network network) {
      ReluBudget budget =
          Double.isNaN(fraction)
              ? ReluBudget.of(new ReluBudget(units).units(), network)
              : ReluBudget.ofFraction(fraction, network);
      return budget.units();
    }
  }

  /**
   * Reads a grid and checks all that can be checked without data.
   *
   * @throws InputException in one sentence
   * @throws linnet.network.BudgetException if a budget is no number that could be one
   */
  static SweepGrid read(Path file) {
    GridNode grid = GridNode.of(file);
    SweepGrid read =
        new SweepGrid(
            name(grid.text("name").orElseGet(() -> nameOf(file)), "sweep"),
            teacher(grid),
            sensitivity(grid),
            methods(grid),
            grid.text("schedule").orElse("standard"),
            grid.whole("search-epochs", 1, 0),
            grid.whole("tuning-epochs", 1, 0),
            grid.real("search-rate", 0),
            grid.real("tuning-rate", 0),
            decay(grid, "search-decay"),
            decay(grid, "tuning-decay"),
            grid.whole("batch", 2, 0),
            grid.real("activation-mismatch", -1),
            link(grid.text("link").orElse(LinkProfile.WAN.name())));
    grid.requireAllKnown();
    Schedules.byName(read.schedule());
    LinearizeSettings.requireRate(read.searchRate());
    LinearizeSettings.requireRate(read.tuningRate());
    return read;
  }

  /** The cells of a network, numbered from 0: methods, within them budgets, within them seeds. */
  List<SweepCell> cells(Network network) {
    List<SweepCell> cells = new ArrayList<>();
    for (Variant method : methods) {
      List<Integer> units = method.budgets().stream().map(budget -> budget.in(network)).toList();
      requireDifferent(units.stream().map("%,d ReLUs"::formatted).toList(), "budgets");
      for (int relus : units) {
        for (long seed : method.seeds()) {
          cells.add(new SweepCell(cells.size(), method, relus, seed));
        }
      }
    }
    return cells;
  }

  /** How many cells it has with any network. */
  int size() {
    return methods.stream()
        .mapToInt(method -> method.budgets().size() * method.seeds().size())
        .sum();
  }

  /** How a cell's student is made. */
  LinearizeSettings settings(SweepCell cell) {
    return new LinearizeSettings(
        cell.method().method(),
        cell.method().set(),
        cell.relus(),
        schedule,
        searchEpochs,
        tuningEpochs,
        searchRate,
        tuningRate,
        searchDecay,
        tuningDecay,
        batch,
        activationMismatch,
        cell.seed());
  }

  private static Schedule.@Nullable Decay decay(GridNode grid, String name) {
    return grid.text(name).map(text -> decay(name, text)).orElse(null);
  }

  private static Schedule.Decay decay(String name, String text) {
    try {
      return Schedule.Decay.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new InputException(
          "The value of %s must be constant, cosine or steps, not %s.".formatted(name, text), e);
    }
  }

  private static Map<String, String> teacher(GridNode grid) {
    Map<String, String> teacher =
        grid.mapping("teacher")
            .orElseThrow(
                () ->
                    new InputException(
                        "The grid names no teacher; add a section teacher with run: RUN, or with the options of linnet train."))
            .texts();
    if (teacher.containsKey(RUN) && teacher.size() > 1) {
      throw new InputException(
          "The teacher is either an existing run or one to train; leave out run, or everything else.");
    }
    return teacher;
  }

  private static Optional<Sensitivity.Effort> sensitivity(GridNode grid) {
    return grid.mapping("sensitivity")
        .map(
            section -> {
              Sensitivity.Effort effort =
                  new Sensitivity.Effort(
                      section.whole("epochs", 1, 10),
                      section.real("density", 0.1),
                      section.whole("seed", 0, 1));
              section.requireAllKnown();
              return effort;
            });
  }

  private static List<Variant> methods(GridNode grid) {
    List<Budget> budgets = budgets(grid);
    List<Long> seeds = seeds(grid, List.of(1L));
    List<Variant> methods = new ArrayList<>();
    for (JsonNode node : grid.list("methods")) {
      if (node.isString()) {
        methods.add(variant(node.stringValue(), node.stringValue(), Map.of(), budgets, seeds));
      } else {
        String where = "method %d of the grid".formatted(methods.size() + 1);
        methods.add(variant(new GridNode(node, where), budgets, seeds));
      }
    }
    requireDifferent(methods.stream().map(Variant::name).toList(), "names of methods");
    return methods;
  }

  private static Variant variant(GridNode node, List<Budget> budgets, List<Long> seeds) {
    String method =
        node.text("method")
            .orElseThrow(
                () -> new InputException("Every method of the grid has to name its method."));
    Variant variant =
        variant(
            node.text("name").orElse(method),
            method,
            node.mapping("set").map(GridNode::texts).orElse(Map.of()),
            node.has("budgets") ? budgets(node) : budgets,
            seeds(node, seeds));
    node.requireAllKnown();
    return variant;
  }

  private static Variant variant(
      String name, String method, Map<String, String> set, List<Budget> budgets, List<Long> seeds) {
    Methods.byName(method).linearizer(set, TeacherFacts.NONE); // refuses options that are none
    return new Variant(name(name, "method"), method, new TreeMap<>(set), budgets, seeds);
  }

  private static List<Budget> budgets(GridNode grid) {
    return grid.list("budgets").stream().map(SweepGrid::budget).toList();
  }

  private static Budget budget(JsonNode node) {
    if (node.isIntegralNumber() && node.canConvertToInt()) {
      return new Budget(new ReluBudget(node.intValue()).units(), Double.NaN);
    }
    if (!node.isNumber()) {
      throw new InputException(
          "A budget of the grid must be a whole number of ReLUs or a fraction such as 0.1, not %s."
              .formatted(node));
    }
    return new Budget(0, node.asDouble());
  }

  private static List<Long> seeds(GridNode grid, List<Long> otherwise) {
    if (!grid.has("seeds")) {
      return otherwise;
    }
    List<Long> seeds = grid.list("seeds").stream().map(SweepGrid::seed).toList();
    requireDifferent(seeds.stream().map(String::valueOf).toList(), "seeds");
    return seeds;
  }

  private static long seed(JsonNode node) {
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw new InputException(
          "A seed of the grid must be a whole number, not %s.".formatted(node));
    }
    return node.longValue();
  }

  private static LinkProfile link(String text) {
    try {
      return LinkProfile.parse(text);
    } catch (IllegalArgumentException e) {
      throw new InputException(String.valueOf(e.getMessage()), e);
    }
  }

  private static void requireDifferent(List<String> texts, String what) {
    Set<String> seen = new HashSet<>();
    for (String text : texts) {
      if (!seen.add(text)) {
        throw new InputException(
            "The %s of the grid must differ, but %s is there twice.".formatted(what, text));
      }
    }
  }

  private static String nameOf(Path file) {
    return String.valueOf(file.getFileName()).replaceAll("\\.ya?ml$", "");
  }

  private static String name(String text, String what) {
    if (!NAME.matcher(text).matches()) {
      throw new InputException(
          "A %s cannot be called \"%s\"; use at most 60 letters, digits, dots, dashes and underscores, and give another name."
              .formatted(what, text));
    }
    return text;
  }
}
