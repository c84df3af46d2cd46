"""Measures a model's ONNX file on labelled pictures that it was not trained on.

    arclet simulate stamps --count 20000 --seed 3001 --out data/test
    python evaluate.py ../main/models/arclet-s/model.onnx --test data/test --out runs/arclet-s/test.json

Prints, and writes as JSON: AUROC with its 95 % bootstrap interval, true positive rates at false positive rates of 1e-2
and 1e-3, accuracy at 50:50, the same by number of bands, completeness by Einstein radius and by kind of look-alike, and
the calibration error where the folder of the model has a model.yaml.
"""

import argparse
import json
import re
import time
from pathlib import Path

import numpy as np
import onnxruntime

import metrics
from pictures import PictureSet, load

ROUNDS = 400
BATCH = 256


def scores_of(model: Path, images: np.ndarray, threads: int) -> tuple[np.ndarray, float]:
    """Scores of all pictures and how many the runtime did a second."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    session.run(None, {name: images[:BATCH]})
    start = time.perf_counter()
    batches = [session.run(None, {name: images[i : i + BATCH]})[0].reshape(-1) for i in range(0, len(images), BATCH)]
    return np.concatenate(batches), len(images) / (time.perf_counter() - start)


def figures(labels: np.ndarray, scores: np.ndarray) -> dict:
    """The headline figures of one set of pictures, each with its 95 % interval."""
    rows = {
        "auroc": metrics.auroc,
        "tpr_at_fpr_1e-2": lambda a, b: metrics.tpr_at(a, b, 1e-2),
        "tpr_at_fpr_1e-3": lambda a, b: metrics.tpr_at(a, b, 1e-3),
    }
    result = {"lenses": int((labels == 1).sum()), "others": int((labels == 0).sum())}
    for name, figure in rows.items():
        low, high = metrics.bootstrap(figure, labels, scores, ROUNDS, seed=1)
        result[name] = {"value": round(figure(labels, scores), 4), "low": round(low, 4), "high": round(high, 4)}
    return result


def by_radius(test: PictureSet, scores: np.ndarray, threshold: float) -> dict:
    """Share of the lenses above a threshold, by Einstein radius."""
    lens = test.labels == 1
    radii = np.array([float(row["einstein_radius"]) if row["label"] == "1" else np.nan for row in test.meta])
    result = {}
    for low, high in [(0.6, 0.8), (0.8, 1.0), (1.0, 1.3), (1.3, 1.8), (1.8, 3.0)]:
        inside = lens & (radii >= low) & (radii < high)
        if inside.any():
            result[f"{low}-{high}"] = {
                "lenses": int(inside.sum()),
                "completeness": round(float((scores[inside] > threshold).mean()), 4),
            }
    return result


def by_kind(test: PictureSet, scores: np.ndarray, threshold: float) -> dict:
    """Share of each kind of look-alike above a threshold."""
    kinds = np.array([row["kind"] for row in test.meta])
    return {
        str(kind): {
            "pictures": int((kinds == kind).sum()),
            "above": round(float((scores[kinds == kind] > threshold).mean()), 4),
        }
        for kind in np.unique(kinds[test.labels == 0])
    }


def calibration_error(labels: np.ndarray, scores: np.ndarray, description: Path) -> float | None:
    """Expected calibration error in 15 bins, of the probability at the test set's own prevalence of lenses."""
    if not description.exists():
        return None
    text = description.read_text()
    slope, intercept, prevalence = (
        float(re.search(rf"{key}: *([-+.\deE]+)", text).group(1)) for key in ("slope", "intercept", "prevalence")
    )
    here = labels.mean()
    to_here = np.log(here / (1 - here)) - np.log(prevalence / (1 - prevalence))
    clipped = np.clip(scores.astype(np.float64), 1e-7, 1 - 1e-7)
    logit = slope * np.log(clipped / (1 - clipped)) + intercept + to_here
    probability = 1 / (1 + np.exp(-logit))
    bins = np.minimum((probability * 15).astype(int), 14)
    error = 0.0
    for index in range(15):
        inside = bins == index
        if inside.any():
            error += inside.mean() * abs(probability[inside].mean() - labels[inside].mean())
    return round(float(error), 4)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--test", type=Path, default=Path("data/test"))
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()

    test = load(options.test)
    scores, rate = scores_of(options.model, test.images, options.threads)
    bands = np.array([len(row["bands"]) for row in test.meta])
    threshold = metrics.threshold_at(test.labels, scores, 1e-2)
    report = {
        "model": str(options.model),
        "test": str(options.test),
        "pictures_a_second": round(rate),
        "all": figures(test.labels, scores),
        "accuracy_at_0.5": round(float(((scores > 0.5) == (test.labels == 1)).mean()), 4),
        "bands": {int(n): figures(test.labels[bands == n], scores[bands == n]) for n in (1, 2, 3)},
        "at_fpr_1e-2": {
            "threshold": round(threshold, 5),
            "completeness_by_einstein_radius": by_radius(test, scores, threshold),
            "look_alikes_above": by_kind(test, scores, threshold),
        },
        "calibration_error": calibration_error(test.labels, scores, options.model.with_name("model.yaml")),
    }
    text = json.dumps(report, indent=2)
    print(text)
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(text + "\n")


if __name__ == "__main__":
    main()
