"""Trains one network and writes its checkpoints, its training curve and its ONNX file.

    python train.py arclet-s --train data/train --valid data/valid --run runs/arclet-s

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
from torch.nn.functional import binary_cross_entropy_with_logits

import metrics
from augment import augment
from export import export
from network import build
from pictures import PictureSet, load


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", help="name of the network, for example arclet-s")
    parser.add_argument("--train", type=Path, default=Path("data/train"), help="folder of training pictures")
    parser.add_argument("--valid", type=Path, default=Path("data/valid"), help="folder of validation pictures")
    parser.add_argument("--run", type=Path, help="folder of the run (default: runs/MODEL)")
    parser.add_argument("--epochs", type=int, default=24)
    parser.add_argument("--minutes", type=float, help="end after this time, in place of --epochs")
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--rate", type=float, default=2e-3, help="highest learning rate")
    parser.add_argument("--limit", type=int, help="use only this many training pictures")
    parser.add_argument("--threads", type=int, default=0, help="CPU threads (default: PyTorch's own choice)")
    parser.add_argument("--half", action="store_true", help="multiply in bfloat16")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.run = options.run or Path("runs") / options.model
    return options


class Run:
    """The state of one training: network, its moving average, optimiser, and how far it is."""

    def __init__(self, options: argparse.Namespace, pictures: PictureSet, device: torch.device):
        torch.manual_seed(options.seed)
        self.options = options
        self.device = device
        self.steps_an_epoch = len(pictures) // options.batch
        self.network = build(options.model).to(device, memory_format=torch.channels_last)
        self.average = copy.deepcopy(self.network).eval()
        self.optimiser = torch.optim.AdamW(self.network.parameters(), lr=options.rate, weight_decay=0.02)
        self.epoch = 0
        self.step = 0
        self.seconds = 0.0

    def progress(self) -> float:
        """How much of the training is done, 0 to 1."""
        if self.options.minutes:
            return min(1.0, self.seconds / (60 * self.options.minutes))
        return min(1.0, self.step / (self.options.epochs * self.steps_an_epoch))

    def rate(self) -> float:
        """Warm-up over 200 steps, then half a cosine down to a hundredth."""
        warm_up = min(1.0, (self.step + 1) / 200)
        return self.options.rate * warm_up * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * self.progress())))

    def learn(self, images: torch.Tensor, labels: torch.Tensor) -> float:
        for group in self.optimiser.param_groups:
            group["lr"] = self.rate()
        images = images.to(self.device).contiguous(memory_format=torch.channels_last)
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.options.half):
            logits = self.network(images)
        loss = binary_cross_entropy_with_logits(logits.float(), labels.to(self.device))
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        self.optimiser.step()
        self.step += 1
        self.follow()
        return loss.item()

    @torch.no_grad()
    def follow(self) -> None:
        """The average of the last few hundred steps' weights generalises better than the last step's."""
        keep = min(0.999, self.step / (self.step + 10))
        for mean, now in zip(self.average.state_dict().values(), self.network.state_dict().values()):
            if mean.dtype.is_floating_point:
                mean.lerp_(now, 1 - keep)
            else:
                mean.copy_(now)

    def save(self, path: Path) -> None:
        state = {
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "epoch": self.epoch,
            "step": self.step,
            "seconds": self.seconds,
        }
        partial = path.with_suffix(".partial")
        torch.save(state, partial)
        partial.replace(path)

    def restore(self, path: Path) -> None:
        state = torch.load(path, map_location=self.device, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.epoch = state["epoch"]
        self.step = state["step"]
        self.seconds = state["seconds"]


@torch.no_grad()
def logits_of(network: torch.nn.Module, images: np.ndarray, device: torch.device) -> np.ndarray:
    network.eval()
    batches = []
    for start in range(0, len(images), 500):
        batch = torch.from_numpy(images[start : start + 500]).to(device)
        batches.append(network(batch).float().cpu())
    return torch.cat(batches).numpy()


def train_epoch(run: Run, pictures: PictureSet) -> float:
    """One pass over the training pictures; its mean loss."""
    run.network.train()
    random = torch.Generator().manual_seed(run.options.seed * 1000 + run.epoch)
    order = torch.randperm(len(pictures), generator=random).numpy()
    losses, start = [], time.monotonic()
    for step in range(run.steps_an_epoch):
        if run.progress() >= 1:
            break
        began = time.monotonic()
        pick = np.sort(order[step * run.options.batch : (step + 1) * run.options.batch])
        images = torch.from_numpy(pictures.images[pick])
        # Sorted picks read faster; shuffling them again lets the augmentation's groups differ.
        mixed = torch.randperm(len(pick), generator=random)
        labels = torch.from_numpy(pictures.labels[pick]).float()[mixed]
        losses.append(run.learn(augment(images[mixed], random), labels))
        run.seconds += time.monotonic() - began
        if step % 20 == 19:
            rate = (step + 1) * run.options.batch / (time.monotonic() - start)
            print(
                f"epoch {run.epoch + 1}  step {step + 1}/{run.steps_an_epoch}  {100 * run.progress():.0f} %"
                f"  loss {np.mean(losses[-20:]):.4f}  {rate:.0f} pictures/s",
                flush=True,
            )
    return float(np.mean(losses))


def main() -> None:
    options = arguments()
    if options.threads:
        torch.set_num_threads(options.threads)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    pictures = load(options.train, options.limit)
    valid = load(options.valid)
    options.run.mkdir(parents=True, exist_ok=True)
    settings = {key: str(value) for key, value in vars(options).items()} | {"pictures": len(pictures)}
    (options.run / "settings.json").write_text(json.dumps(settings, indent=2) + "\n")
    run = Run(options, pictures, device)
    checkpoint = options.run / "checkpoint.pt"
    if checkpoint.exists():
        run.restore(checkpoint)
        print(f"goes on after epoch {run.epoch}", flush=True)
    while run.progress() < 1:
        loss = train_epoch(run, pictures)
        run.epoch += 1
        run.save(checkpoint)
        logits = logits_of(run.average, valid.images, device)
        row = {
            "epoch": run.epoch,
            "train_loss": round(loss, 5),
            "valid_loss": round(float(np.logaddexp(0, np.where(valid.labels == 1, -logits, logits)).mean()), 5),
            "valid_auroc": round(metrics.auroc(valid.labels, logits), 5),
            "valid_accuracy": round(float(((logits > 0) == (valid.labels == 1)).mean()), 5),
            "valid_tpr_at_fpr_1e-2": round(metrics.tpr_at(valid.labels, logits, 1e-2), 5),
        }
        curve = options.run / "curve.csv"
        new = not curve.exists()
        with open(curve, "a", newline="") as out:
            writer = csv.DictWriter(out, row.keys())
            if new:
                writer.writeheader()
            writer.writerow(row)
        print("  ".join(f"{key} {value}" for key, value in row.items()), flush=True)
    export(run.average.cpu(), options.run / "model.onnx", valid.images.shape[1:])
    logits = logits_of(run.average, valid.images, torch.device("cpu"))
    np.savez(options.run / "valid.npz", logits=logits, labels=valid.labels)
    print(f"{options.run / 'model.onnx'} written", flush=True)


if __name__ == "__main__":
    main()
