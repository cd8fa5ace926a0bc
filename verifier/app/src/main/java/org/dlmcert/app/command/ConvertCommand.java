package org.dlmcert.app.command;

import java.nio.file.Path;
import java.util.Optional;
import org.dlmcert.app.option.InstanceOptions;
import org.dlmcert.app.option.InstanceReport;
import org.dlmcert.app.option.ModelConversion;
import org.dlmcert.app.option.ModelOptions;
import org.dlmcert.app.option.OutputOption;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.Job;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.model.LayerNoise;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dlmcert convert}: an instance, a data set or a model as an instance file. */
@Command(
    name = "convert",
    header = "Writes an instance, data or a model's last layers as instance.",
    description =
        "A model is an ONNX file, or weights alone: a safetensors file or an NPZ archive of a"
            + " state_dict. Its last layers become the instance; what the layers below give for"
            + " --data, evaluated exactly, becomes its inputs. -o FILE.npz writes an NPZ archive,"
            + " else JSON.")
public final class ConvertCommand implements Job {

  @Mixin private InstanceOptions source = new InstanceOptions();

  @Mixin private ModelOptions model = new ModelOptions();

  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Report run(JobContext context) {
    InstanceReport.requireRoom(output, context);
    Optional<Path> file = source.file().filter(ModelConversion::isModel);
    if (file.isPresent()) {
      return new ModelConversion(source, model).report(file.get(), output, context);
    }
    if (model.given().isPresent()) {
      throw new UsageError(
          model.given().get() + " goes with a model: ONNX, safetensors or NPZ of a state_dict");
    }
    context.progress().stage("reading", 0);
    return InstanceReport.of(source.readAsItStands(LayerNoise.GENERIC, context), output, context);
  }
}
