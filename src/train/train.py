"""Trains one network and writes its checkpoints, its training curve and its ONNX file.

    python train.py arclet-s --train data/train --valid data/valid --run runs/arclet-s --pictures 1000000

A run that was stopped goes on from its last checkpoint when the same command is given again; it works on a CPU and
uses a GPU where there is one.
"""

import argparse
import copy
import csv
import json
import math
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn.functional import (
    adaptive_max_pool2d,
    binary_cross_entropy_with_logits,
    cross_entropy,
    interpolate,
)

import metrics
from augment import Augmentation
from export import export
from network import KINDS, NETWORKS, build, layout
from pictures import PictureSet, join, load


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("network", choices=NETWORKS)
    parser.add_argument("--train", type=Path, nargs="+", default=[Path("data/train")], help="folders of training pictures")
    parser.add_argument("--valid", type=Path, default=Path("data/valid"), help="folder of validation pictures")
    parser.add_argument("--run", type=Path, help="folder of the run (default: runs/NETWORK)")
    parser.add_argument("--start", type=Path, help="begin with the averaged weights of this run of the same network")
    parser.add_argument("--pictures", type=int, default=1_000_000, help="end after this many, repeats counted")
    parser.add_argument("--every", type=int, default=50_000, help="validate and save after this many pictures")
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--rate", type=float, default=2e-3, help="highest learning rate")
    parser.add_argument("--limit", type=int, help="use only the first so many training pictures")
    parser.add_argument("--valid-limit", type=int, help="use only the first so many validation pictures")
    parser.add_argument(
        "--plain", action="store_true", help="no augmentation, no average of the weights, one learning rate throughout"
    )
    parser.add_argument("--threads", type=int, default=0, help="CPU threads (default: PyTorch's own choice)")
    parser.add_argument("--half", action="store_true", help="multiply in bfloat16")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.run = options.run or Path("runs") / options.network
    return options


#: Settings that may differ when a run goes on: where it works, how fast, and how often it tells.
FREE_SETTINGS = {"run", "threads", "every"}


def settings_of(options: argparse.Namespace) -> dict[str, str]:
    """What decides a run's outcome, as text."""
    return {key: str(value) for key, value in vars(options).items() if key not in FREE_SETTINGS}


def require_same(run: Path, before: dict[str, str], now: dict[str, str]) -> None:
    """Stops where a run that is there had other settings."""
    differing = [key for key in now if before.get(key, now[key]) != now[key]]
    if differing:
        told = "; ".join(f"--{key.replace('_', '-')} was {before[key]} and is {now[key]} now" for key in differing)
        raise SystemExit(f"{run} was begun otherwise: {told}. Give the same, another --run, or remove the folder")


#: Weights of the losses that only training knows, against the label's own.
ARC_WEIGHT = 3.0
KIND_WEIGHT = 0.3


def kinds_of(pictures: PictureSet) -> torch.Tensor:
    """Number of each picture's kind in the alphabet of kinds."""
    names = np.array([row["kind"] for row in pictures.meta])
    kinds = np.unique(names, return_inverse=True)[1]
    if kinds.max() >= KINDS:
        raise SystemExit(f"there are {kinds.max() + 1} kinds of pictures; the networks tell {KINDS} apart")
    return torch.from_numpy(kinds)


class Run:
    """The state of one training: network, its moving average, optimiser, and how far it is."""

    def __init__(self, options: argparse.Namespace, pictures: PictureSet, device: torch.device):
        torch.manual_seed(options.seed)
        self.options = options
        self.pictures = pictures
        self.kinds = kinds_of(pictures)
        self.device = device
        if len(pictures) < options.batch:
            raise SystemExit(f"--limit {len(pictures)} is less than --batch {options.batch}; give more pictures")
        self.steps_a_pass = len(pictures) // options.batch
        self.last_step = math.ceil(options.pictures / options.batch)
        self.layout = layout(options.network)
        self.network = build(options.network, pictures.size).to(device, memory_format=self.layout)
        self.average = self.network if options.plain else copy.deepcopy(self.network).eval()
        self.optimiser = torch.optim.AdamW(self.network.parameters(), lr=options.rate, weight_decay=0.02)
        self.step = 0
        self.seconds = 0.0

    @property
    def done(self) -> bool:
        return self.step >= self.last_step

    def rate(self) -> float:
        """Warm-up over 200 steps, then half a cosine down to a hundredth; constant where the run is plain."""
        if self.options.plain:
            return self.options.rate
        warm_up = min(1.0, (self.step + 1) / 200)
        return self.options.rate * warm_up * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * self.step / self.last_step)))

    def leg(self, steps: int) -> float:
        """Takes so many steps, or those that are left; the mean loss."""
        self.network.train()
        losses, began = [], time.monotonic()
        for index in range(min(steps, self.last_step - self.step)):
            losses.append(self._learn(*self._batch()))
            if index % 50 == 49:
                rate = (index + 1) * self.options.batch / (time.monotonic() - began)
                left = (self.last_step - self.step) * self.options.batch / rate / 60
                print(
                    f"{self.step}/{self.last_step} steps  loss {np.mean(losses[-50:]):.4f}"
                    f"  {rate:.0f} pictures/s  {left:.0f} min left",
                    flush=True,
                )
        self.seconds += time.monotonic() - began
        return float(np.mean(losses))

    def _batch(self) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        """Those of the current step: each pass has an order of its own, so a run that goes on continues in it."""
        number, place = divmod(self.step, self.steps_a_pass)
        if place == 0 or not hasattr(self, "order"):
            random = torch.Generator().manual_seed(self.options.seed * 1_000_003 + number)
            self.order = torch.randperm(len(self.pictures), generator=random).numpy()
        pick = self.order[place * self.options.batch : (place + 1) * self.options.batch]
        images = torch.from_numpy(self.pictures.images[pick].astype(np.float32))
        labels = torch.from_numpy(self.pictures.labels[pick]).float()
        # Five times the noise is an arc for certain, half of that is half an arc.
        arcs = (torch.from_numpy(self.pictures.arcs[pick]).float() / 40).clamp(max=1)
        arcs = interpolate(arcs.unsqueeze(1), size=images.shape[2:], mode="bilinear")
        if not self.options.plain:
            random = torch.Generator().manual_seed(self.options.seed * 1_000_003 + self.step)
            images, arcs = Augmentation(random)(images, arcs)
        return images, labels, arcs, self.kinds[pick]

    def _loss(
        self, images: torch.Tensor, labels: torch.Tensor, arcs: torch.Tensor, kinds: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """The loss of the labels, and what is learnt from: the same with those of arcs and kinds."""
        if self.options.plain:
            loss = binary_cross_entropy_with_logits(self.network(images).float(), labels)
            return loss, loss
        logits, arc_logits, kind_logits = self.network.teachable(images)
        loss = binary_cross_entropy_with_logits(logits.float(), labels)
        where = adaptive_max_pool2d(arcs, arc_logits.shape[1:]).squeeze(1)
        arc_loss = binary_cross_entropy_with_logits(arc_logits.float(), where)
        kind_loss = cross_entropy(kind_logits.float(), kinds)
        return loss, loss + ARC_WEIGHT * arc_loss + KIND_WEIGHT * kind_loss

    def _learn(self, images: torch.Tensor, *targets: torch.Tensor) -> float:
        for group in self.optimiser.param_groups:
            group["lr"] = self.rate()
        images = images.to(self.device).contiguous(memory_format=self.layout)
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.options.half):
            loss, learnt = self._loss(images, *(target.to(self.device) for target in targets))
        self.optimiser.zero_grad(set_to_none=True)
        learnt.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        self.optimiser.step()
        self.step += 1
        if not self.options.plain:
            self._follow()
        return loss.item()

    @torch.no_grad()
    def _follow(self) -> None:
        """The average of the last few hundred steps' weights generalises better than the last step's."""
        keep = min(0.999, self.step / (self.step + 10))
        for mean, now in zip(self.average.state_dict().values(), self.network.state_dict().values()):
            if mean.dtype.is_floating_point:
                mean.lerp_(now, 1 - keep)
            else:
                mean.copy_(now)

    def start_from(self, run: Path) -> None:
        """Begins with what another run has learnt, but with a fresh optimiser."""
        state = torch.load(run / "checkpoint.pt", map_location=self.device, weights_only=True)
        self.network.load_state_dict(state["average"])
        self.average.load_state_dict(state["average"])

    def save(self, path: Path) -> None:
        state = {
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "step": self.step,
            "seconds": self.seconds,
            "settings": settings_of(self.options),
        }
        partial = path.with_suffix(".partial")
        torch.save(state, partial)
        partial.replace(path)

    def restore(self, path: Path) -> None:
        state = torch.load(path, map_location=self.device, weights_only=True)
        require_same(self.options.run, state.get("settings", {}), settings_of(self.options))
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.step = state["step"]
        self.seconds = state["seconds"]


@torch.no_grad()
def logits_of(network: torch.nn.Module, images: np.ndarray, device: torch.device, half: bool = False) -> np.ndarray:
    """Logits of all pictures."""
    network.eval()
    batches = []
    for start in range(0, len(images), 250):
        batch = torch.from_numpy(images[start : start + 250].astype(np.float32)).to(device)
        with torch.autocast(device.type, torch.bfloat16, enabled=half):
            batches.append(network(batch.contiguous(memory_format=torch.channels_last)).float().cpu())
    return torch.cat(batches).numpy()


def accuracy(labels: np.ndarray, logits: np.ndarray) -> float:
    return float(((logits > 0) == (labels == 1)).mean())


def validate(run: Run, valid: PictureSet, loss: float) -> dict:
    """A row of the training curve."""
    logits = logits_of(run.average, valid.images, run.device, run.options.half)
    return {
        "pictures": run.step * run.options.batch,
        "minutes": round(run.seconds / 60, 1),
        "train_loss": round(loss, 5),
        "valid_loss": round(float(np.logaddexp(0, np.where(valid.labels == 1, -logits, logits)).mean()), 5),
        "valid_auroc": round(metrics.auroc(valid.labels, logits), 5),
        "valid_accuracy": round(accuracy(valid.labels, logits), 5),
        "valid_tpr_at_fpr_1e-2": round(metrics.tpr_at(valid.labels, logits, 1e-2), 5),
        "valid_tpr_at_fpr_1e-3": round(metrics.tpr_at(valid.labels, logits, 1e-3), 5),
    }


def append(path: Path, row: dict) -> None:
    new = not path.exists()
    with open(path, "a", newline="") as out:
        writer = csv.DictWriter(out, row.keys())
        if new:
            writer.writeheader()
        writer.writerow(row)


def finish(run: Run, valid: PictureSet) -> None:
    """Writes the ONNX file, and how the network does on pictures of its training and on the validation pictures."""
    sample = run.pictures.first(min(len(run.pictures), 5_000))
    result = {
        "network": run.options.network,
        "training_pictures": len(run.pictures),
        "size": run.pictures.size,
        "seen": run.step * run.options.batch,
        "minutes": round(run.seconds / 60, 1),
        "train_accuracy": accuracy(sample.labels, logits_of(run.average, sample.images, run.device, run.options.half)),
    }
    logits = logits_of(run.average, valid.images, run.device, run.options.half)
    result["valid_accuracy"] = accuracy(valid.labels, logits)
    result["valid_auroc"] = metrics.auroc(valid.labels, logits)
    (run.options.run / "result.json").write_text(json.dumps(result, indent=2) + "\n")
    export(run.average.cpu(), run.options.run / "model.onnx", valid.images.shape[1:])
    print(json.dumps(result, indent=2), flush=True)


def main() -> None:
    options = arguments()
    if options.threads:
        torch.set_num_threads(options.threads)
    settings = options.run / "settings.json"
    if (options.run / "result.json").exists():
        require_same(options.run, json.loads(settings.read_text()), settings_of(options))
        print(f"{options.run} is done", flush=True)
        return
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    pictures = join([load(folder) for folder in options.train]).first(options.limit)
    valid = load(options.valid, options.valid_limit)
    options.run.mkdir(parents=True, exist_ok=True)
    run = Run(options, pictures, device)
    checkpoint = options.run / "checkpoint.pt"
    if checkpoint.exists():
        run.restore(checkpoint)
        print(f"goes on after step {run.step}", flush=True)
    elif options.start:
        run.start_from(options.start)
    settings.write_text(json.dumps(settings_of(options), indent=2) + "\n")
    while not run.done:
        loss = run.leg(math.ceil(options.every / options.batch))
        run.save(checkpoint)
        row = validate(run, valid, loss)
        append(options.run / "curve.csv", row)
        print("  ".join(f"{key} {value}" for key, value in row.items()), flush=True)
    finish(run, valid)


if __name__ == "__main__":
    main()
