"""Makes a bundle that ships from an ONNX file: model.onnx and model.yaml, calibrated on validation pictures.

    python bundle.py runs/arclet-s/model-int8.onnx ../main/models/arclet-s --valid data/valid-40 --version 2.0

Calibration is Platt's: probability = sigmoid(slope * logit(score) + intercept), fitted on the network as it ships (so
after quantisation) where half of the pictures are lenses, and restated at the prevalence given. The threshold is the
lowest score that one in a thousand of the validation look-alikes reach, unless another rate is given. How the pictures were
made is read from their folder's recipe.yaml.
"""

import argparse
import shutil
from pathlib import Path

import numpy as np

import metrics
from pictures import load, recipe_of
from quantize import logits_of

DESCRIPTION = """\
# Written by src/train/bundle.py; the card beside this file says how the network was made and how good it is.
name: {name}
version: "{version}"
view: {recipe[view]}
channels: {recipe[channels]}
size: {recipe[size]}
fieldOfView: {recipe[fieldOfView]}          # arcsec
stretch: {recipe[stretch]}
input: pictures
output: score
threshold: {threshold:.10g}          # on the score
thresholdFpr: {rate}          # share of the simulated look-alikes that reach it
calibration: {{slope: {slope:.4f}, intercept: {intercept:.4f}, prevalence: {prevalence}}}
"""


def plain(share: float) -> str:
    """Without an exponent: YAML takes 1e-05 for text."""
    return f"{share:.10f}".rstrip("0").rstrip(".")


def platt(logits: np.ndarray, labels: np.ndarray) -> tuple[float, float]:
    """Slope and intercept of the logistic regression of the labels on the logits, by Newton's method."""
    features = np.stack([logits, np.ones_like(logits)], axis=1)
    weights = np.array([1.0, 0.0])
    for _ in range(50):
        probability = 1 / (1 + np.exp(-features @ weights))
        gradient = features.T @ (probability - labels)
        curvature = (features * (probability * (1 - probability))[:, None]).T @ features
        step = np.linalg.solve(curvature, gradient)
        weights -= step
        if np.abs(step).max() < 1e-10:
            break
    return float(weights[0]), float(weights[1])


def candidate_threshold(labels: np.ndarray, scores: np.ndarray, rate: float) -> float:
    """The threshold to publish: what scores as much or more is a candidate, and at most that share of the others does.

    Services compare single-precision scores with `>=`, so it lies half-way between the first score that is to stay out
    and the next such number above it; ten digits tell them apart.
    """
    out = np.float32(metrics.threshold_at(labels, scores, rate))
    return (float(out) + float(np.nextafter(out, np.float32(np.inf)))) / 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--valid", type=Path, required=True, help="folder of validation pictures")
    parser.add_argument("--version", required=True, help="version of the model")
    parser.add_argument("--prevalence", type=float, default=1e-3, help="share of lenses that probabilities assume")
    parser.add_argument("--false-positive-rate", type=float, default=1e-3)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()

    valid = load(options.valid)
    logits = logits_of(options.model, valid.images, options.threads)
    slope, intercept = platt(logits, valid.labels)
    balance = valid.labels.mean()
    intercept -= np.log(balance / (1 - balance))
    intercept += np.log(options.prevalence / (1 - options.prevalence))
    scores = 1 / (1 + np.exp(-logits))
    threshold = candidate_threshold(valid.labels, scores, options.false_positive_rate)
    options.bundle.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(options.model, options.bundle / "model.onnx")
    (options.bundle / "model.yaml").write_text(
        DESCRIPTION.format(
            name=options.bundle.name,
            version=options.version,
            recipe=recipe_of(options.valid),
            threshold=threshold,
            rate=plain(options.false_positive_rate),
            slope=slope,
            intercept=intercept,
            prevalence=plain(options.prevalence),
        )
    )
    print((options.bundle / "model.yaml").read_text())


if __name__ == "__main__":
    main()
