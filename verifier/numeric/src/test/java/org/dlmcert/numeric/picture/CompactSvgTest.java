package org.dlmcert.numeric.picture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Small and repeatable SVG, the same picture. */
class CompactSvgTest {

  @Test
  void linesOfOneStyleBecomeAPath() {
    String svg =
        """
        <g>
          <line style="a;" x1="0.004" x2="1.5" y1="2" y2="3.126"/>
          <line style="a;" x1="1.5" x2="4" y1="3.126" y2="5"/>
          <line style="a;" x1="7" x2="8" y1="7" y2="8"/>
          <line style="b;" x1="7" x2="8" y1="7" y2="8"/>
        </g>
        """;
    assertThat(CompactSvg.of(svg))
        .isEqualTo(
            """
            <g>
            <path style="a;stroke-linejoin:round;" d="M0 2L1.5 3.13L4 5M7 7L8 8"/>
            <path style="b;stroke-linejoin:round;" d="M7 7L8 8"/>
            </g>
            """);
  }

  @Test
  void theRestStaysButForDecimalsOfPathsAndNamesOfClips() {
    String svg =
        """
        <clipPath id="clip-77"><rect width="1.23456"/></clipPath>
        <clipPath id="clip12"/>
        <path clip-path="url(#clip12)" d="M-9.125,-1.1251 L0.0,2 Z"/>
        <path clip-path="url(#clip-77)" d=""/>
        """;
    assertThat(CompactSvg.of(svg))
        .isEqualTo(
            """
            <clipPath id="c0"><rect width="1.23456"/></clipPath>
            <clipPath id="c1"/>
            <path clip-path="url(#c1)" d="M-9.12,-1.13 L0,2 Z"/>
            <path clip-path="url(#c0)" d=""/>
            """);
  }

  @Test
  void longPathsAreDrawnAgainByReference() {
    String glyph = "<path d=\"M" + "1 2 ".repeat(40) + "Z\"/>";
    String svg = glyph + "\n<path d=\"M0 0\"/>\n" + glyph + "\n<path d=\"M0 0\"/>\n";
    assertThat(CompactSvg.of(svg))
        .isEqualTo(
            glyph.replace("<path", "<path id=\"p0\"")
                + "\n<path d=\"M0 0\"/>\n<use xlink:href=\"#p0\"/>\n<path d=\"M0 0\"/>\n");
    assertThat(CompactSvg.of(glyph)).isEqualTo(glyph + "\n");
  }
}
