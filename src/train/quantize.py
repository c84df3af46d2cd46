"""Quantises a run's network to INT8: QDQ, static calibration on training pictures, weights per output channel.

    python quantize.py runs/arclet-s --calibrate data/train-40 --valid data/valid-40

Writes model-int8.onnx and model-fp16.onnx beside model.onnx, and quantised.json with what INT8 costs on the validation
pictures and what it gains in speed. The front stays in float: what it does is exact there and costs little.
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process
from onnxruntime.transformers.float16 import convert_float_to_float16

import metrics
from pictures import PictureSet, load

BATCH = 32


class Pictures(CalibrationDataReader):
    """Gives calibration its pictures, batch by batch."""

    def __init__(self, images: np.ndarray, name: str):
        self.batches = iter([{name: batch} for batch in batches_of(images)])

    def get_next(self) -> dict | None:
        return next(self.batches, None)


def batches_of(images: np.ndarray) -> list[np.ndarray]:
    return [images[i : i + BATCH].astype(np.float32) for i in range(0, len(images), BATCH)]


def session(model: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def logits_of(model: Path, images: np.ndarray, threads: int) -> np.ndarray:
    """Logits (of the scores that the model gives) of all pictures."""
    run = session(model, threads)
    name = run.get_inputs()[0].name
    scores = np.concatenate([run.run(None, {name: batch})[0].reshape(-1) for batch in batches_of(images)])
    clipped = np.clip(scores.astype(np.float64), 1e-7, 1 - 1e-7)
    return np.log(clipped / (1 - clipped))


def rate_of(model: Path, images: np.ndarray, threads: int, seconds: float = 3) -> float:
    """Pictures a second, in batches of 32, the best of three runs."""
    run = session(model, threads)
    name = run.get_inputs()[0].name
    batch = {name: images[:BATCH].astype(np.float32)}
    run.run(None, batch)
    rates = []
    for _ in range(3):
        count, began = 0, time.perf_counter()
        while time.perf_counter() - began < seconds:
            run.run(None, batch)
            count += BATCH
        rates.append(count / (time.perf_counter() - began))
    return max(rates)


def front_nodes(model: Path) -> list[str]:
    """Names of the nodes before the first convolution."""
    nodes = onnx.load(str(model)).graph.node
    first = next(index for index, node in enumerate(nodes) if node.op_type == "Conv")
    return [node.name for node in nodes[:first]]


def quantise(model: Path, target: Path, images: np.ndarray, method: CalibrationMethod, percentile: float) -> None:
    """Writes the INT8 model."""
    prepared = target.with_suffix(".prepared.onnx")
    quant_pre_process(str(model), str(prepared), skip_symbolic_shape=True)
    name = onnx.load(str(model)).graph.input[0].name
    quantize_static(
        str(prepared),
        str(target),
        Pictures(images, name),
        quant_format=QuantFormat.QDQ,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        per_channel=True,
        calibrate_method=method,
        op_types_to_quantize=["Conv", "Add", "MaxPool", "GlobalAveragePool"],
        nodes_to_exclude=front_nodes(prepared),
        extra_options={"CalibPercentile": percentile, "ActivationSymmetric": False, "WeightSymmetric": True},
    )
    prepared.unlink()


def figures(valid: PictureSet, logits: np.ndarray) -> dict:
    return {
        "auroc": round(metrics.auroc(valid.labels, logits), 5),
        "tpr_at_fpr_1e-2": round(metrics.tpr_at(valid.labels, logits, 1e-2), 4),
        "tpr_at_fpr_1e-3": round(metrics.tpr_at(valid.labels, logits, 1e-3), 4),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    parser.add_argument("--calibrate", type=Path, required=True, help="folder of training pictures")
    parser.add_argument("--valid", type=Path, required=True, help="folder of validation pictures")
    parser.add_argument("--count", type=int, default=1_024, help="pictures to calibrate on")
    parser.add_argument("--method", choices=["minmax", "percentile"], default="minmax")
    parser.add_argument("--percentile", type=float, default=99.999)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()

    model = options.run / "model.onnx"
    int8 = options.run / "model-int8.onnx"
    half = options.run / "model-fp16.onnx"
    method = CalibrationMethod.MinMax if options.method == "minmax" else CalibrationMethod.Percentile
    images = load(options.calibrate, options.count).images
    quantise(model, int8, images, method, options.percentile)
    onnx.save(convert_float_to_float16(onnx.load(str(model)), keep_io_types=True), str(half))
    valid = load(options.valid)
    report = {}
    for label, path in (("fp32", model), ("fp16", half), ("int8", int8)):
        # What the processors compute in half precision says nothing of accelerators: its speed is not measured here.
        rate = None if label == "fp16" else round(rate_of(path, valid.images, options.threads))
        sample = valid.first(min(len(valid), 2_000)) if label == "fp16" else valid
        report[label] = {"bytes": path.stat().st_size, "pictures_a_second": rate, "pictures": len(sample)}
        report[label] |= figures(sample, logits_of(path, sample.images, options.threads))
    (options.run / "quantised.json").write_text(json.dumps(report, indent=2) + "\n")
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
