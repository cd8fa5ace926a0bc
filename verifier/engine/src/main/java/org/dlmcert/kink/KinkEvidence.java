package org.dlmcert.kink;

import java.util.List;
import org.dlmcert.exact.Rational;

/**
 * Why h(v) = c·v + Σ γ_C·|z_C·v| is nowhere negative (proofs/format.md, <em>Kinks</em>). The
 * classes with γ &gt; 0 and those with γ &lt; 0 are each in the order of {@link
 * DirectionalDerivative#kinks}.
 */
public sealed interface KinkEvidence {

  /** It is not negative on the {@link Rays} of the lines, and zero orthogonally to all lines. */
  record OnRays() implements KinkEvidence {}

  /**
   * c = Σ t_C·z_C and |γ_j|·z_j = Σ_C T_{jC}·z_C for every γ_j &lt; 0, over the classes with γ_C
   * &gt; 0, and |t_C| + Σ_j |T_{jC}| ≤ γ_C for each of them.
   *
   * @param linear t
   * @param concave T, a row for each class with γ &lt; 0
   */
  record Combination(List<Rational> linear, List<List<Rational>> concave) implements KinkEvidence {
    public Combination {
      linear = List.copyOf(linear);
      concave = concave.stream().map(List::copyOf).toList();
    }
  }

  /**
   * For every choice of signs τ of the classes with γ &lt; 0, c + Σ_j τ_j·γ_j·z_j = Σ_C t_C·z_C
   * with |t_C| ≤ γ_C.
   *
   * @param points the t; in number b, τ_j is -1 where b has the bit j, else 1
   */
  record Points(List<List<Rational>> points) implements KinkEvidence {
    public Points {
      points = points.stream().map(List::copyOf).toList();
    }
  }
}
