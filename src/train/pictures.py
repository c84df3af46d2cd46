"""Pictures and labels as `arclet simulate stamps` writes them."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass(frozen=True)
class PictureSet:
    """Labelled pictures.

    images: N x channels x size x size, float16 (its step near 1 is a two-thousandth, finer than the noise of any
    picture), between -1 and 1; labels: int8 N, 1 is a lens and 0 is none; arcs: uint8 N x 20 x 20, signal-to-noise of the arcs in
    eighths, on the picture's field; meta: N rows of the table, text by column.
    """

    images: np.ndarray
    labels: np.ndarray
    arcs: np.ndarray
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
        return PictureSet(self.images[:count], self.labels[:count], self.arcs[:count], self.meta[:count])


def load(folder: Path, limit: int | None = None) -> PictureSet:
    """Reads the shards of a folder, in order; at most `limit` pictures. Those without a label (-1) are left out."""
    shards = sorted(folder.glob("pictures-*.npy"))
    if not shards:
        raise SystemExit(f"{folder} holds no pictures-*.npy; make them with: arclet simulate stamps --out {folder}")
    images, labels, arcs, keeps, count = [], [], [], [], 0
    for shard in shards:
        here = np.load(shard, mmap_mode="r")
        label = np.load(shard.with_name(shard.name.replace("pictures", "labels"))).astype(np.int8)
        arc = np.load(shard.with_name(shard.name.replace("pictures", "arcs")))
        if not len(here) == len(label) == len(arc):
            raise SystemExit(
                f"{shard} has {len(here)} pictures, {len(label)} labels and {len(arc)} arcs; simulate the folder again"
            )
        keep = label >= 0
        images.append(here[keep].astype(np.float16))
        labels.append(label[keep])
        arcs.append(arc[keep])
        keeps.append(keep)
        count += int(keep.sum())
        if limit is not None and count >= limit:
            break
    with open(folder / "meta.csv", newline="") as table:
        meta = list(csv.DictReader(table))
    kept = np.concatenate(keeps)
    whole = len(keeps) == len(shards)
    if len(meta) < len(kept) or (whole and len(meta) != len(kept)):
        raise SystemExit(f"{folder}/meta.csv has {len(meta)} rows for {len(kept)} pictures; simulate the folder again")
    parts = [np.concatenate(part) for part in (images, labels, arcs)]
    return PictureSet(*parts, [row for row, keep in zip(meta, kept) if keep]).first(limit)


def join(sets: list[PictureSet]) -> PictureSet:
    """One set after the other."""
    if len(sets) == 1:
        return sets[0]
    images = np.concatenate([pictures.images for pictures in sets])
    labels = np.concatenate([pictures.labels for pictures in sets])
    arcs = np.concatenate([pictures.arcs for pictures in sets])
    return PictureSet(images, labels, arcs, [row for pictures in sets for row in pictures.meta])


def recipe_of(folder: Path) -> dict[str, str]:
    """What `recipe.yaml` says of a folder's pictures: the text after each key, without quotes."""
    path = folder / "recipe.yaml"
    if not path.exists():
        raise SystemExit(f"{folder} has no recipe.yaml; it was simulated before there was one: simulate it again")
    lines = [line.split(":", 1) for line in path.read_text().splitlines() if ":" in line and not line.startswith("#")]
    return {key.strip(): value.strip().strip('"') for key, value in lines}
