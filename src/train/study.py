"""The project's three studies, each by one command; tables and figures go to docs/models.

    python study.py seed      # the seed's recipe: 15,000 pictures of 224 px, 5 epochs, batches of 20, ResNet-50
    python study.py sizes     # the same recipe at 30, 64 and 101 px: what upscaling buys
    python study.py curve     # accuracy against the number of training pictures, ResNet-50 and arclet-s

What has been trained already is not trained again, so a study that was stopped goes on.
"""

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path

import matplotlib

from make import HERE, ROOT, Pictures, run

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402

SEED_PICTURES, SEED_VALID, SEED_EPOCHS, SEED_BATCH = 15_000, 5_000, 5, 20
#: Sets that show nothing are left out by the simulator.
SPARE = 200
SIZES = (30, 64, 101, 224)
#: Training pictures of the curve, and how many are shown in all: small sets are shown more often than large ones.
CURVE = {1_000: 20_000, 3_000: 40_000, 10_000: 60_000, 30_000: 100_000, 100_000: 150_000}
CURVE_NETWORKS = {"resnet50": 64, "arclet-s": 40}
RATES = {"resnet50": 1e-3, "arclet-s": 2e-3}


@dataclass(frozen=True)
class Place:
    """Where a study works, and how."""

    data: Path
    runs: Path
    half: bool
    threads: int

    def train(self, name: str, network: str, pictures: Pictures, valid: Pictures, *options: object) -> dict:
        """The result of a training, which is done first where it is not there; stops where it had other settings."""
        folder = self.runs / name
        where = ["--train", pictures.make(self.data), "--valid", valid.make(self.data), "--run", folder]
        half = ["--half"] if self.half else []
        # Where the run is done it compares the settings and ends.
        run(sys.executable, HERE / "train.py", network, *where, "--threads", self.threads, *half, *options)
        return json.loads((folder / "result.json").read_text())


def seed_recipe(place: Place, size: int) -> dict:
    """The seed's recipe with pictures of that size."""
    training = Pictures("seed-recipe", SEED_PICTURES + SPARE, 4001, size)
    valid = Pictures("seed-recipe-valid", SEED_VALID + SPARE, 4002, size)
    seen = SEED_PICTURES * SEED_EPOCHS
    options = ["--plain", "--batch", SEED_BATCH, "--pictures", seen, "--every", SEED_PICTURES, "--rate", 3e-4]
    options += ["--limit", SEED_PICTURES, "--valid-limit", SEED_VALID]
    return place.train(f"seed-recipe-{size}", "resnet50-plain", training, valid, *options)


def percent(value: float) -> str:
    return f"{100 * value:.1f} %"


def seed_table(place: Place) -> str:
    here = seed_recipe(place, 224)
    return table(
        ["", "training", "test"],
        [
            ["the seed's poster", "81 %", "74 %"],
            ["here, ResNet-50", percent(here["train_accuracy"]), percent(here["valid_accuracy"])],
        ],
    )


def sizes_table(place: Place, sizes: tuple[int, ...]) -> str:
    rows = []
    for size in sizes:
        result = seed_recipe(place, size)
        accuracy = [percent(result["train_accuracy"]), percent(result["valid_accuracy"])]
        rows.append([f"{size} px", *accuracy, f"{result['valid_auroc']:.3f}", f"{result['minutes']:.0f}"])
    return table(["picture", "training accuracy", "test accuracy", "AUROC", "minutes of training"], rows)


def curve_results(place: Place) -> dict[str, list[dict]]:
    results: dict[str, list[dict]] = {}
    for network, size in CURVE_NETWORKS.items():
        training = Pictures("natural", 200_000 if size == 40 else 133_000, 1001, size)
        valid = Pictures("valid", 20_000, 2001, size)
        results[network] = [
            place.train(
                f"curve-{network}-{count}", network, training, valid,
                "--limit", count, "--pictures", seen, "--valid-limit", 5_000, "--rate", RATES[network],
            )
            for count, seen in CURVE.items()
        ]  # fmt: skip
    return results


def curve_table(results: dict[str, list[dict]]) -> str:
    rows = [
        [network, f"{row['training_pictures']:,}", f"{row['seen']:,}"]
        + [percent(row["train_accuracy"]), percent(row["valid_accuracy"]), f"{row['valid_auroc']:.3f}"]
        for network, rows in results.items()
        for row in rows
    ]
    header = ["network", "training pictures", "shown in all", "training accuracy", "validation accuracy", "AUROC"]
    return table(header, rows)


def curve_figure(results: dict[str, list[dict]], path: Path) -> None:
    figure, axes = plt.subplots(figsize=(6.4, 4.2), layout="constrained")
    for network, rows in results.items():
        counts = [row["training_pictures"] for row in rows]
        (line,) = axes.plot(counts, [100 * row["train_accuracy"] for row in rows], "o-", label=f"{network}, training")
        validation = [100 * row["valid_accuracy"] for row in rows]
        axes.plot(counts, validation, "o--", color=line.get_color(), label=f"{network}, validation")
    axes.set(xscale="log", xlabel="training pictures", ylabel="accuracy at 50:50, %")
    axes.grid(alpha=0.3)
    axes.legend()
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)


def table(header: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("study", choices=["seed", "sizes", "curve"])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="sizes of the sizes study, px")
    parser.add_argument("--data", type=Path, default=HERE / "data", help="folder for pictures (default: data)")
    parser.add_argument("--runs", type=Path, default=HERE / "runs", help="folder for runs (default: runs)")
    parser.add_argument("--out", type=Path, default=ROOT / "docs/models", help="folder for tables and figures")
    parser.add_argument("--half", action="store_true", help="train in bfloat16: faster on processors that can")
    parser.add_argument("--threads", type=int, default=0, help="CPU threads (default: PyTorch's own choice)")
    options = parser.parse_args()
    place = Place(options.data, options.runs, options.half, options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    if options.study == "seed":
        text = seed_table(place)
    elif options.study == "sizes":
        text = sizes_table(place, tuple(options.sizes))
    else:
        results = curve_results(place)
        curve_figure(results, options.out / "curve.svg")
        text = curve_table(results)
    (options.out / f"{options.study}.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
