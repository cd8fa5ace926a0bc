"""Trains the small networks of this folder on ../data/digits.csv.gz and writes them in several formats.

Needs PyTorch, NumPy and ONNX, as Debian's python3-torch, python3-numpy and python3-onnx have them:

    /usr/bin/python3 examples/models/train_digits.py

The files were made so; other versions of PyTorch give other weights.
"""

import gzip
import json
import struct
from pathlib import Path

import numpy
import torch
from torch import nn

FOLDER = Path(__file__).resolve().parent
SEED = 7


def digits():
    """The 1797 images as N×1×8×8 in [0, 16], and +1 for odd digits, -1 for even ones."""
    with gzip.open(FOLDER.parent / "data" / "digits.csv.gz", "rt") as lines:
        table = numpy.loadtxt(lines, delimiter=",", dtype=numpy.float32)
    images = torch.from_numpy(table[:, :-1]).reshape(-1, 1, 8, 8)
    odd = torch.from_numpy(table[:, -1] % 2 * 2 - 1).reshape(-1, 1)
    return images, odd


def labels():
    """The digits themselves."""
    with gzip.open(FOLDER.parent / "data" / "digits.csv.gz", "rt") as lines:
        return torch.from_numpy(numpy.loadtxt(lines, delimiter=",", dtype=numpy.int64)[:, -1])


def convolutional():
    """Two convolutions, the first normalized, then two dense layers with one output."""
    return nn.Sequential(
        nn.Conv2d(1, 6, 3, padding=1),
        nn.BatchNorm2d(6),
        nn.LeakyReLU(0.125),
        nn.AvgPool2d(2),
        nn.Conv2d(6, 12, 3, padding=1),
        nn.LeakyReLU(0.125),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(48, 40),
        nn.LeakyReLU(0.125),
        nn.Linear(40, 1),
    )


def classifier():
    """Ten outputs, one for each digit; ReLU below, LeakyReLU in the last hidden layer."""
    return nn.Sequential(
        nn.Conv2d(1, 4, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(4, 8, 3, padding=1, groups=2),
        nn.ReLU(),
        nn.AvgPool2d(2),
        nn.Flatten(),
        nn.Linear(32, 40),
        nn.LeakyReLU(0.125),
        nn.Linear(40, 10),
    )


def dense():
    """Two dense layers."""
    return nn.Sequential(nn.Linear(64, 30), nn.LeakyReLU(0.125), nn.Linear(30, 1))


def trained(model, images, targets, steps, loss_function=nn.functional.mse_loss):
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
    for step in range(steps):
        chosen = torch.randint(len(images), (64,))
        optimizer.zero_grad()
        loss = loss_function(model(images[chosen]), targets[chosen])
        loss.backward()
        optimizer.step()
    return model.eval()


def write_safetensors(path, tensors):
    """The format is a length, a JSON header, and the tensors' bytes."""
    header, offset = {}, 0
    for name, array in tensors.items():
        header[name] = {
            "dtype": "F32",
            "shape": list(array.shape),
            "data_offsets": [offset, offset + array.nbytes],
        }
        offset += array.nbytes
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(a.tobytes() for a in tensors.values()))


def write_onnx(name, model, image, output):
    torch.onnx.export(
        model,
        image,
        str(FOLDER / name),
        opset_version=13,
        input_names=["image"],
        output_names=[output],
        dynamic_axes={"image": {0: "N"}, output: {0: "N"}},
    )


def main():
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    images, odd = digits()
    write_onnx("digits-conv.onnx", trained(convolutional(), images, odd, 600), images[:1], "odd")
    flat = images.reshape(-1, 64)
    weights = {
        name: value.numpy().astype("<f4")
        for name, value in trained(dense(), flat, odd, 600).state_dict().items()
    }
    numpy.savez(FOLDER / "digits-dense.npz", **weights)
    write_safetensors(FOLDER / "digits-dense.safetensors", weights)
    few, pixels = 100, images[:100].reshape(-1, 64).numpy().astype(numpy.uint8)
    numpy.savez_compressed(FOLDER / "odd-100.npz", x=pixels, y=odd[:few, 0].numpy().astype(numpy.int8))
    numpy.savez_compressed(FOLDER / "digits-100.npz", x=pixels, y=labels()[:few].numpy().astype(numpy.int8))
    ten = trained(classifier(), images, labels(), 600, nn.functional.cross_entropy)
    write_onnx("digits-classes.onnx", ten, images[:1], "scores")


if __name__ == "__main__":
    main()
