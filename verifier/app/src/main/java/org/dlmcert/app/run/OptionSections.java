package org.dlmcert.app.run;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options of a command, grouped by what they are about: its own first, those of every command
 * last, each group in the order of its source.
 */
final class OptionSections implements IHelpSectionRenderer {
  private static final String OWN = "Options";

  @Override
  public String render(Help help) {
    Map<String, List<OptionSpec>> sections = new LinkedHashMap<>();
    sections.put(OWN, new ArrayList<>());
    for (OptionSpec option : help.commandSpec().options()) {
      if (!option.hidden()) {
        sections.computeIfAbsent(heading(option), h -> new ArrayList<>()).add(option);
      }
    }
    List<OptionSpec> common = sections.remove(CommonOptions.HEADING);
    if (common != null) {
      sections.put(CommonOptions.HEADING, common);
    }
    StringBuilder text = new StringBuilder();
    sections.forEach(
        (heading, options) -> {
          if (!options.isEmpty()) {
            Help.Layout layout = help.createDefaultLayout();
            layout.addOptions(options, help.createDefaultParamLabelRenderer());
            text.append(System.lineSeparator() + heading + ":" + System.lineSeparator())
                .append(layout);
          }
        });
    return text.toString();
  }

  private static String heading(OptionSpec option) {
    if (!(option.userObject() instanceof Field field)) {
      return OWN;
    }
    OptionHeading own = field.getAnnotation(OptionHeading.class);
    OptionHeading heading =
        own != null ? own : field.getDeclaringClass().getAnnotation(OptionHeading.class);
    return heading == null ? OWN : heading.value();
  }
}
