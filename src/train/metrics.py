"""The figures that lens finders are judged by."""

import numpy as np


def auroc(labels: np.ndarray, scores: np.ndarray) -> float:
    """Area under the receiver operating characteristic: the chance that a lens scores above a non-lens."""
    order = np.argsort(scores, kind="stable")
    ordered = scores[order]
    ranks = np.empty(len(scores))
    # Ties share their mean rank.
    _, first, counts = np.unique(ordered, return_index=True, return_counts=True)
    ranks[order] = np.repeat(first + (counts + 1) / 2, counts)
    positives = labels == 1
    lenses, others = positives.sum(), (~positives).sum()
    if lenses == 0 or others == 0:
        return float("nan")
    return float((ranks[positives].sum() - lenses * (lenses + 1) / 2) / (lenses * others))


def threshold_at(labels: np.ndarray, scores: np.ndarray, false_positive_rate: float) -> float:
    """The lowest score such that at most this share of the non-lenses lie above it."""
    negatives = np.sort(scores[labels == 0])[::-1]
    return float(negatives[min(len(negatives) - 1, int(false_positive_rate * len(negatives)))])


def tpr_at(labels: np.ndarray, scores: np.ndarray, false_positive_rate: float) -> float:
    """Share of the lenses above `threshold_at`."""
    return float((scores[labels == 1] > threshold_at(labels, scores, false_positive_rate)).mean())

