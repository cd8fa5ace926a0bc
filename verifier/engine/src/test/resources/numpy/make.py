"""Writes the small NumPy files that the tests of org.dlmcert.io read. Run here: python3 make.py"""

import gzip
import io

import numpy as np


def version(name, array, number):
    with open(name, "wb") as out:
        np.lib.format.write_array(out, array, version=number)


table = np.array([[0.1, -2.5, 3.0], [1e-3, 0.0, 6.25]])
np.save("f8-c.npy", table)
np.save("f8-fortran.npy", np.asfortranarray(table))
np.save("f8-big.npy", table.astype(">f8"))
np.save("f8-big-fortran.npy", np.asfortranarray(table.astype(">f8")))
np.save("f4.npy", table.astype("<f4"))
np.save("f4-big.npy", table.astype(">f4"))
np.save("f2.npy", table.astype("<f2"))
version("f8-v2.npy", table, (2, 0))
version("f8-v3.npy", table, (3, 0))
np.save("f8-extremes.npy", np.array([[5e-324, -np.finfo("f8").max, 2.2250738585072014e-308, -0.0]]))

np.save("u1.npy", np.array([[0, 127, 128, 200, 255]], dtype="u1"))
np.save("i1.npy", np.array([[0, 127, -128, -1]], dtype="i1"))
np.save("u2-big.npy", np.array([[1, 65535]], dtype=">u2"))
np.save("i2.npy", np.array([[-32768, 258]], dtype="<i2"))
np.save("u4.npy", np.array([[1, 4294967295]], dtype="<u4"))
np.save("i4-big.npy", np.array([[-2147483648, 16909060]], dtype=">i4"))
np.save("u8.npy", np.array([[2**63 + 5, 2**64 - 1, 7]], dtype="<u8"))
np.save("u8-big.npy", np.array([[2**63 + 5, 2**64 - 1, 7]], dtype=">u8"))
np.save("i8.npy", np.array([[-(2**63), 2**63 - 1]], dtype="<i8"))
np.save("i8-fortran.npy", np.asfortranarray(np.arange(12, dtype="i8").reshape(3, 4)))
np.save("bool.npy", np.array([[True, False]]))
np.save("text.npy", np.array([["1/3", "0x1.8p-3"], ["-0.25", "1e-3"]]))
np.save("text-big.npy", np.array([["1/3", "7"]]).astype(">U3"))
np.save("bytes.npy", np.array([[b"1/3", b"12"]]))
np.save("scalar.npy", np.array(0.5))
np.save("vector.npy", np.array([1, 2, 3]))
np.save("cube.npy", np.arange(24).reshape(2, 3, 4))
np.save("empty-0x3.npy", np.zeros((0, 3)))
np.save("empty-3x0.npy", np.zeros((3, 0)))

np.save("nan.npy", np.array([[1.0, 2.0], [3.0, np.nan]]))
np.save("infinity.npy", np.array([[1.0, -np.inf]], dtype="f4"))
np.save("complex.npy", np.array([[1j]]))
np.save("object.npy", np.array([[1, None]], dtype=object))
np.save("record.npy", np.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f8")]))
np.save("longdouble.npy", np.array([[1]], dtype=np.longdouble))

rng = np.random.default_rng(7)
x = rng.integers(-5, 6, size=(6, 3))
y = rng.integers(-5, 6, size=6)
np.savez("dataset.npz", x=x, y=y)
np.savez_compressed("dataset-compressed.npz", x=x.astype("f8"), y=np.stack([y, y + 1], axis=1))
np.savez("dataset-capitals.npz", X=x, Y=y, names=np.array(["a", "b", "c"]))
np.savez("dataset-x-only.npz", x=x)
np.savez("dataset-rows.npz", x=x, y=y[:5])
with gzip.GzipFile("f8-c.npy.gz", "wb", mtime=0) as out:
    buffer = io.BytesIO()
    np.save(buffer, table)
    out.write(buffer.getvalue())

instance = dict(
    widths=[2, 3, 2, 1],
    slope="1/100",
    bias=True,
    inputs=np.array([[1, 0.5], [0, -1], [2, 2], [1, 3]]),
    targets=np.array([1, -1, 0, 2]),
    noise_1=np.arange(12).reshape(4, 3, order="F"),
    noise_2="generic",
    weights_1=np.ones((3, 2)),
    weights_2=np.array([[1, 2, 3], [4, 5, 6]], dtype="i1"),
    weights_3=[["1/3", "-2"]],
    biases_1=np.zeros(3),
    biases_2=["1/2", "0"],
    biases_3=[7],
)
np.savez("instance.npz", **instance)
np.savez_compressed("instance-minimal.npz", widths=[2, 3, 1], slope=0.25, bias=False,
                    inputs=[[1, 2], [3, 4]], noise="none")
