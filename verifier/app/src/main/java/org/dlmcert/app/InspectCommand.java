package org.dlmcert.app;

import java.util.Optional;
import org.dlmcert.certify.Certificate;
import org.dlmcert.model.Instance;
import org.dlmcert.point.Inspection;
import org.dlmcert.point.Point;
import org.dlmcert.point.PointCertificate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dlmcert inspect}: what is exactly true at given weights. */
@Command(
    name = "inspect",
    description = {
      "What is exactly true at the weights of an instance: signs of all preactivations, loss,",
      "gradient, ranks of the gradient matrices, and whether the point is a global or local minimum,",
      "a saddle or not critical, with evidence."
    })
final class InspectCommand implements Job {

  @Mixin private InstanceOptions source = new InstanceOptions();

  @Mixin private CertificateOption certificate = new CertificateOption();

  @Option(
      names = "--hessian",
      description = "Also the inertia of the Hessian where the verdict does not need it.")
  private boolean hessian;

  @Override
  public Report run(JobContext context) throws InterruptedException {
    context.progress().stage("reading", 0);
    Instance instance = GivenNoise.readPoint(source, "inspect");
    if (instance.dataset().targets().isEmpty()) {
      throw new UsageError(source.source() + ": inspect needs targets");
    }
    context.wouldDecide("fewer samples or units");
    context.progress().stage("forward pass", 0);
    Inspection found = Inspection.of(Point.of(instance), context.progress());
    return report(hessian ? found.withHessian() : found, context);
  }

  private Report report(Inspection inspection, JobContext context) {
    Optional<Certificate> made = PointCertificate.of(inspection);
    if (made.isEmpty()) {
      Report.Builder open =
          Report.open(
              context.command(),
              PointWords.verdict(inspection),
              PointWords.open(inspection, context.tried()).orElseThrow());
      return PointWords.add(open, inspection).build();
    }
    context.progress().stage("certificate", 0);
    CertificateOption.Checked checked = certificate.check(made.get(), context);
    if (checked instanceof CertificateOption.Checked.TooMuchWork stopped) {
      return PointWords.add(
              context.undecided(stopped.words(), "check FILE --max-work with a larger limit"),
              inspection)
          .certificate(certificate.file())
          .build();
    }
    return PointWords.add(context.report(PointWords.verdict(inspection)), inspection)
        .line("  " + ((CertificateOption.Checked.Accepted) checked).words())
        .certificate(certificate.file())
        .build();
  }
}
