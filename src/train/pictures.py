"""Pictures and labels as `arclet simulate stamps` writes them."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass(frozen=True)
class PictureSet:
    """Labelled pictures.

    images: float32 N x channels x size x size; labels: uint8 N, 1 is a lens; meta: N rows of the table, text by column.
    """

    images: np.ndarray
    labels: np.ndarray
    meta: list[dict[str, str]]

    def __len__(self) -> int:
        return len(self.labels)


def load(folder: Path, limit: int | None = None) -> PictureSet:
    """Reads the shards of a folder, in order; at most `limit` pictures."""
    shards = sorted(folder.glob("pictures-*.npy"))
    if not shards:
        raise SystemExit(f"{folder} holds no pictures-*.npy; make them with: arclet simulate stamps --out {folder}")
    images, labels, count = [], [], 0
    for shard in shards:
        images.append(np.load(shard))
        labels.append(np.load(shard.with_name(shard.name.replace("pictures", "labels"))))
        count += len(labels[-1])
        if limit is not None and count >= limit:
            break
    with open(folder / "meta.csv", newline="") as table:
        meta = list(csv.DictReader(table))
    end = min(count, limit or count)
    return PictureSet(np.concatenate(images)[:end], np.concatenate(labels)[:end], meta[:end])
