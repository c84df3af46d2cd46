"""Makes a model that ships from nothing, by one command: pictures, training, quantisation, bundle.

    python make.py arclet-s

What is there already is not made again, and a training that was stopped goes on, so the command may be given as often
as needed. `python make.py --list` shows what each model is made of.
"""

import argparse
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@dataclass(frozen=True)
class Pictures:
    """A folder of simulated pictures."""

    name: str
    count: int
    seed: int
    size: int
    options: tuple[str, ...] = ()

    def make(self, data: Path) -> Path:
        """The folder; simulated first where it is not there."""
        folder = data / f"{self.name}-{self.size}"
        complete = folder / "complete"
        simulate = ["simulate", "stamps", "--count", self.count, "--seed", self.seed, "--size", self.size, *self.options]
        wanted = " ".join(str(word) for word in simulate)
        if not complete.exists():
            run(ROOT / "arclet", *simulate, "--force", "--out", folder)
            complete.write_text(wanted + "\n")
        made = complete.read_text().strip()
        if made != wanted:
            raise SystemExit(
                f"{folder} was made by: arclet {made or '(an earlier version, which did not say)'}\n"
                f"what is wanted is:  arclet {wanted}\nremove the folder to have it made again"
            )
        return folder


@dataclass(frozen=True)
class Leg:
    """A stretch of training: how many pictures are shown, and the highest learning rate. It begins with what the leg before has
    learnt, and shows the pictures in another order and otherwise changed.
    """

    pictures: int
    rate: float


@dataclass(frozen=True)
class Model:
    """How a model is made. `diverse` pictures are more even in Einstein radius and more often centred on the galaxy."""

    network: str
    version: str
    size: int
    natural: int
    diverse: int
    legs: tuple[Leg, ...]
    #: Whether INT8 ships only where it pays, being faster and as good, and FP32 does otherwise.
    if_it_pays: bool = False
    #: Whether training multiplies in single precision even where asked for half: depthwise convolutions are slower in it.
    whole: bool = False
    batch: int = 128

    def training(self) -> list[Pictures]:
        centred = ("--radii", "even", "--centred", "0.7")
        return [
            Pictures("natural", self.natural, 1001, self.size),
            Pictures("diverse", self.diverse, 1002, self.size, centred),
        ]

    def validation(self) -> Pictures:
        return Pictures("valid", 20_000, 2001, self.size)

    def test(self) -> Pictures:
        """What a network is judged on when all is done: no choice was made on it."""
        return Pictures("test", 110_000, 3001, self.size)


MODELS = {
    "arclet-s": Model("arclet-s", "2.0", 40, 200_000, 100_000, (Leg(500_000, 2e-3), Leg(400_000, 1.5e-3), Leg(200_000, 1.2e-3))),
    "resnet50": Model("resnet50", "2.0", 40, 200_000, 100_000, (Leg(100_000, 1e-3),)),
    "mobilenet": Model("mobilenet", "2.0", 40, 200_000, 100_000, (Leg(200_000, 2e-3),), if_it_pays=True, whole=True),
}

#: Validation pictures that the training curve is drawn on; calibration and threshold come from all of them.
WATCHED = 10_000


def run(*words: object) -> None:
    command = [str(word) for word in words]
    print("+", " ".join(command), flush=True)
    subprocess.run(command, check=True)


#: What INT8 may cost against FP32 on the validation pictures.
MOST_AUROC_LOST, MOST_TPR_LOST = 0.002, 0.02


def chosen(model: Model, report: dict) -> str:
    """The file that ships, by what `quantize.py` measured; stops where INT8 costs too much."""
    exact, int8 = report["fp32"], report["int8"]
    auroc = exact["auroc"] - int8["auroc"]
    tpr = exact["tpr_at_fpr_1e-3"] - int8["tpr_at_fpr_1e-3"]
    faster = int8["pictures_a_second"] > exact["pictures_a_second"]
    if model.if_it_pays and not faster:
        print(f"INT8 is no faster ({int8['pictures_a_second']} a second, {exact['pictures_a_second']} in FP32): FP32 ships")
        return "model.onnx"
    if not (auroc <= MOST_AUROC_LOST and tpr <= MOST_TPR_LOST):
        if model.if_it_pays:
            print(f"INT8 costs {auroc:.4f} of AUROC and {100 * tpr:.1f} points of TPR at FPR 1e-3: FP32 ships")
            return "model.onnx"
        raise SystemExit(
            f"INT8 costs {auroc:.4f} of AUROC (at most {MOST_AUROC_LOST}) and {100 * tpr:.1f} points of TPR at FPR 1e-3"
            f" (at most {100 * MOST_TPR_LOST:.0f}): quantise by another method (quantize.py --method percentile)"
            " or train longer"
        )
    return "model-int8.onnx"


def make(name: str, data: Path, runs: Path, half: bool, threads: int) -> None:
    model = MODELS[name]
    valid = model.validation().make(data)
    python = sys.executable
    start: list[object] = []
    folders = [pictures.make(data) for pictures in model.training()]
    for number, leg in enumerate(model.legs):
        folder = runs / (f"{name}-{number + 1}" if number else name)
        train = [python, HERE / "train.py", model.network, "--train", *folders, "--valid", valid, "--run", folder, *start]
        train += ["--pictures", leg.pictures, "--batch", model.batch, "--rate", leg.rate, "--valid-limit", WATCHED]
        train += ["--seed", number + 1, "--threads", threads, *(["--half"] if half and not model.whole else [])]
        # Where the run is done it compares the settings and ends.
        run(*train)
        start = ["--start", folder]
    run(python, HERE / "quantize.py", folder, "--calibrate", folders[0], "--valid", valid)
    ships = folder / chosen(model, json.loads((folder / "quantised.json").read_text()))
    bundle = ROOT / "src/main/models" / name
    run(python, HERE / "bundle.py", ships, bundle, "--valid", valid, "--version", model.version)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", nargs="?", choices=MODELS)
    parser.add_argument("--list", action="store_true", help="show the models and end")
    parser.add_argument("--data", type=Path, default=HERE / "data", help="folder for pictures (default: data)")
    parser.add_argument("--runs", type=Path, default=HERE / "runs", help="folder for runs (default: runs)")
    parser.add_argument("--half", action="store_true", help="train in bfloat16: faster on processors that can")
    parser.add_argument("--threads", type=int, default=0, help="CPU threads (default: PyTorch's own choice)")
    parser.add_argument("--test", action="store_true", help="only make the pictures that the model is judged on")
    options = parser.parse_args()
    if options.list:
        for name, model in MODELS.items():
            print(name, model)
    elif options.model and options.test:
        print(MODELS[options.model].test().make(options.data))
    elif options.model:
        make(options.model, options.data, options.runs, options.half, options.threads)
    else:
        parser.error(f"name a model: {', '.join(MODELS)}")


if __name__ == "__main__":
    main()
