"""Pictures and labels as `arclet simulate stamps` writes them."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass(frozen=True)
class PictureSet:
    """Labelled pictures.

    images: N x channels x size x size, float16 (its step near 1 is a two-thousandth, finer than the noise of any
    picture), between -1 and 1; labels: uint8 N, 1 is a lens; meta: N rows of the table, text by column.
    """

    images: np.ndarray
    labels: np.ndarray
    meta: list[dict[str, str]]

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def size(self) -> int:
        """Pixels along a side."""
        return self.images.shape[-1]

    def first(self, count: int | None) -> "PictureSet":
        """The first `count` pictures, or all where no count is given."""
        if count is None:
            return self
        if count > len(self):
            raise SystemExit(f"there are {len(self)} pictures; {count} are asked for")
        return PictureSet(self.images[:count], self.labels[:count], self.meta[:count])


def load(folder: Path, limit: int | None = None) -> PictureSet:
    """Reads the shards of a folder, in order; at most `limit` pictures."""
    shards = sorted(folder.glob("pictures-*.npy"))
    if not shards:
        raise SystemExit(f"{folder} holds no pictures-*.npy; make them with: arclet simulate stamps --out {folder}")
    images, labels, count = [], [], 0
    for shard in shards:
        images.append(np.load(shard, mmap_mode="r").astype(np.float16))
        labels.append(np.load(shard.with_name(shard.name.replace("pictures", "labels"))))
        count += len(labels[-1])
        if limit is not None and count >= limit:
            break
    with open(folder / "meta.csv", newline="") as table:
        meta = list(csv.DictReader(table))
    return PictureSet(np.concatenate(images), np.concatenate(labels), meta[:count]).first(limit)


def join(sets: list[PictureSet]) -> PictureSet:
    """One set after the other."""
    if len(sets) == 1:
        return sets[0]
    images = np.concatenate([pictures.images for pictures in sets])
    labels = np.concatenate([pictures.labels for pictures in sets])
    return PictureSet(images, labels, [row for pictures in sets for row in pictures.meta])
