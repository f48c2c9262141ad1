// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.nio.file.Path;
import linnet.report.Figures;
import linnet.report.PrivateInferenceResult;
import linnet.report.RunDirectory;

/**
 * What {@code quickstart} prints; the names are part of the program's interface.
 *
 * @param student by Linnet's default method
 * @param senet at the same budget
 * @param randomMask at the same budget, the same fraction of every site
 * @param report path of the HTML report
 * @param seconds that everything took
 */
record QuickstartFacts(
    String run,
    TeacherFacts teacher,
    StudentFacts student,
    StudentFacts senet,
    StudentFacts randomMask,
    PrivateInferenceResult privateInference,
    String report,
    double seconds) {

  /**
   * The all-ReLU network.
   *
   * @param accuracy fraction of the test images
   */
  record TeacherFacts(
      double accuracy, int relus, int testImages, double imagesPerSecond, double seconds) {}

  /** A linearized network. */
  record StudentFacts(String method, int budget, int relus, double accuracy, double seconds) {
    static StudentFacts of(Student student) {
      return new StudentFacts(
          student.method(),
          student.budget(),
          student.relus(),
          student.accuracy(),
          student.seconds());
    }
  }

  static QuickstartFacts of(
      RunDirectory run,
      Path report,
      Teacher teacher,
      Student student,
      Student senet,
      Student randomMask,
      PrivateInferenceResult inference,
      long startNanos) {
    return new QuickstartFacts(
        run.name(),
        new TeacherFacts(
            teacher.accuracy(),
            teacher.relus(),
            teacher.testImages(),
            teacher.imagesPerSecond(),
            teacher.seconds()),
        StudentFacts.of(student),
        StudentFacts.of(senet),
        StudentFacts.of(randomMask),
        inference,
        report.toAbsolutePath().normalize().toString(),
        (System.nanoTime() - startNanos) / 1e9);
  }

  String text() {
    TextTable table = new TextTable("classifier", "accuracy", "ReLUs", "time");
    table.row(
        "teacher",
        Figures.percent(teacher.accuracy()),
        Figures.count(teacher.relus()),
        Figures.duration(teacher.seconds()));
    row(table, "student (" + student.method() + ")", student);
    row(table, "SENet", senet);
    row(table, "random mask", randomMask);
    return "%s%n%s%nReport: %s%nTotal time: %s"
        .formatted(table, inference(), report, Figures.duration(seconds));
  }

  private static void row(TextTable table, String name, StudentFacts facts) {
    table.row(
        name,
        Figures.percent(facts.accuracy()),
        Figures.count(facts.relus()),
        Figures.duration(facts.seconds()));
  }

  private String inference() {
    PrivateInferenceResult p = privateInference;
    TextTable table = new TextTable("private inference", "per prediction");
    table.row("compared units", Figures.count(p.comparedUnits()));
    table.row("offline", cost(p.offlineBytes(), p.offlineMillis()));
    table.row("online", cost(p.onlineBytes(), p.onlineMillis()));
    return "%s%d predictions by two processes: %d of them outside the tolerance of the fixed-point executor (%.0f ulps; largest difference %.1f), %d of its class.%n%s"
        .formatted(
            table,
            p.predictions(),
            p.mismatches(),
            p.toleranceUlps(),
            p.largestDifferenceUlps(),
            p.sameClass(),
            p.dealer() ? "WARNING: with an INSECURE TRUSTED DEALER (see above)." + "\n" : "");
  }

  private static String cost(long bytes, double millis) {
    return "%s, %.0f ms".formatted(Figures.bytes(bytes), millis);
  }
}
