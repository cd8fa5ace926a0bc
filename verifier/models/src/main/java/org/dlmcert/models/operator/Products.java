package org.dlmcert.models.operator;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.models.graph.Application;
import org.dlmcert.models.tensor.DotProducts;
import org.dlmcert.models.tensor.IntegerVector;
import org.dlmcert.models.tensor.Shape;
import org.dlmcert.models.tensor.Tensor;
import org.dlmcert.models.tensor.Unfit;

/** Matrix products. */
final class Products {
  private static final int BROADCAST_BY_SHAPE = 7;
  private static final int ADDEND_IS_OPTIONAL = 11;

  private Products() {}

  static List<Tensor> matMul(Application application) {
    application.atMost(2);
    application.requireOneType();
    Tensor left = application.input(0);
    Tensor right = application.input(1);
    boolean row = left.shape().rank() == 1;
    boolean column = right.shape().rank() == 1;
    if (left.shape().rank() == 0 || right.shape().rank() == 0) {
      throw new Unfit("matrices or vectors", "a scalar");
    }
    Tensor a = row ? left.reshaped(Shape.of(1, left.size())) : left;
    Tensor b = column ? right.reshaped(Shape.of(right.size(), 1)) : right;
    int m = a.shape().dimension(a.shape().rank() - 2);
    int inner = a.shape().dimension(a.shape().rank() - 1);
    int n = b.shape().dimension(b.shape().rank() - 1);
    if (b.shape().dimension(b.shape().rank() - 2) != inner) {
      throw new Unfit("factors A×B and B×C", left.shape() + " and " + right.shape());
    }
    Shape leftBatch = a.shape().part(0, a.shape().rank() - 2);
    Shape rightBatch = b.shape().part(0, b.shape().rank() - 2);
    Shape batch = leftBatch.broadcast(rightBatch);
    Shape shape = batch;
    if (!row) {
      shape = shape.followedBy(Shape.of(m));
    }
    if (!column) {
      shape = shape.followedBy(Shape.of(n));
    }
    int[] leftAt = leftBatch.broadcastPositions(batch);
    int[] rightAt = rightBatch.broadcastPositions(batch);
    List<IntegerVector> parts = new ArrayList<>();
    for (int k = 0; k < leftAt.length; k++) {
      int from = leftAt[k] * m * inner;
      parts.add(
          DotProducts.of(
              a.numerators(),
              m,
              inner,
              (i, positions) -> {
                for (int j = 0; j < inner; j++) {
                  positions[j] = from + i * inner + j;
                }
              },
              transposed(b.numerators(), rightAt[k] * inner * n, inner, n),
              n));
    }
    return List.of(
        Tensor.of(
            left.type(),
            shape,
            IntegerVector.concatenated(parts),
            a.denominator().multiply(b.denominator())));
  }

  private static IntegerVector transposed(IntegerVector values, int from, int rows, int columns) {
    int[] positions = new int[rows * columns];
    for (int j = 0, to = 0; j < columns; j++) {
      for (int i = 0; i < rows; i++) {
        positions[to++] = from + i * columns + j;
      }
    }
    return values.select(positions);
  }

  static List<Tensor> gemm(Application application) {
    application.atMost(3);
    application.requireOneType();
    Tensor a = matrix(application.input(0));
    Tensor b = matrix(application.input(1));
    boolean transA = application.integer("transA", 0) != 0;
    boolean transB = application.integer("transB", 0) != 0;
    int m = a.shape().dimension(transA ? 1 : 0);
    int inner = a.shape().dimension(transA ? 0 : 1);
    int n = b.shape().dimension(transB ? 0 : 1);
    if (b.shape().dimension(transB ? 1 : 0) != inner) {
      throw new Unfit(
          "factors A×B and B×C",
          a.shape()
              + (transA ? ", transposed," : "")
              + " and "
              + b.shape()
              + (transB ? ", transposed" : ""));
    }
    int step = transA ? m : 1;
    int stride = transA ? 1 : inner;
    IntegerVector values =
        DotProducts.of(
            a.numerators(),
            m,
            inner,
            (i, positions) -> {
              for (int j = 0; j < inner; j++) {
                positions[j] = i * stride + j * step;
              }
            },
            transB ? b.numerators() : transposed(b.numerators(), 0, inner, n),
            n);
    BigInteger scale = a.denominator().multiply(b.denominator());
    Tensor product =
        Tensor.of(a.type(), Shape.of(m, n), values, scale)
            .times(application.number("alpha", Rational.ONE));
    Rational beta = application.number("beta", Rational.ONE);
    Optional<Tensor> c = application.optional(2);
    if (c.isEmpty()) {
      if (application.opset() < ADDEND_IS_OPTIONAL) {
        throw new Unfit("input 2", "none");
      }
      return List.of(product);
    }
    // Before version 7, C is broadcast only where an attribute says so.
    boolean broadcast =
        application.opset() >= BROADCAST_BY_SHAPE || application.integer("broadcast", 0) != 0;
    if (!broadcast && !product.shape().equals(c.get().shape())) {
      throw new Unfit("an addend " + product.shape(), c.get().shape().toString());
    }
    if (!product.shape().broadcast(c.get().shape()).equals(product.shape())) {
      throw new Unfit(
          "an addend that broadcasts to " + product.shape(), c.get().shape().toString());
    }
    return List.of(product.plus(c.get().times(beta)));
  }

  private static Tensor matrix(Tensor tensor) {
    if (tensor.shape().rank() != 2) {
      throw new Unfit("a matrix", "the shape " + tensor.shape());
    }
    return tensor;
  }
}
