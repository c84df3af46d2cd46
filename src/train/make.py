"""Makes a model that ships from nothing, by one command: pictures, training, quantisation, bundle.

    python make.py arclet-s

What is there already is not made again, and a training that was stopped goes on, so the command may be given as often
as needed. `python make.py --list` shows what each model is made of.
"""

import argparse
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
        if not (folder / "complete").exists():
            simulate = [ROOT / "arclet", "simulate", "stamps", "--count", self.count, "--seed", self.seed]
            run(*simulate, "--size", self.size, *self.options, "--force", "--out", folder)
            (folder / "complete").touch()
        return folder


@dataclass(frozen=True)
class Model:
    """How a model is made. `diverse` pictures are more even in Einstein radius and more often centred on the galaxy."""

    network: str
    size: int
    natural: int
    diverse: int
    pictures: int
    rate: float
    int8: bool
    batch: int = 128

    def training(self) -> list[Pictures]:
        centred = ("--radii", "even", "--centred", "0.7")
        return [
            Pictures("natural", self.natural, 1001, self.size),
            Pictures("diverse", self.diverse, 1002, self.size, centred),
        ]

    def validation(self) -> Pictures:
        return Pictures("valid", 20_000, 2001, self.size)


MODELS = {
    "arclet-s": Model("arclet-s", 40, natural=200_000, diverse=100_000, pictures=1_500_000, rate=2e-3, int8=True),
    "resnet50": Model("resnet50", 64, natural=133_000, diverse=67_000, pictures=500_000, rate=1e-3, int8=True),
    "mobilenet": Model("mobilenet", 64, natural=133_000, diverse=67_000, pictures=800_000, rate=2e-3, int8=True),
}


def run(*words: object) -> None:
    command = [str(word) for word in words]
    print("+", " ".join(command), flush=True)
    subprocess.run(command, check=True)


def make(name: str, data: Path, runs: Path, half: bool, threads: int) -> None:
    model = MODELS[name]
    folders = [pictures.make(data) for pictures in model.training()]
    valid = model.validation().make(data)
    python, folder = sys.executable, runs / name
    if not (folder / "result.json").exists():
        train = [python, HERE / "train.py", model.network, "--train", *folders, "--valid", valid, "--run", folder]
        train += ["--pictures", model.pictures, "--batch", model.batch, "--rate", model.rate, "--threads", threads]
        run(*train, *(["--half"] if half else []))
    run(python, HERE / "quantize.py", folder, "--calibrate", folders[0], "--valid", valid)
    chosen = "model-int8.onnx" if model.int8 else "model.onnx"
    run(python, HERE / "bundle.py", folder / chosen, ROOT / "src/main/models" / name, "--valid", valid)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", nargs="?", choices=MODELS)
    parser.add_argument("--list", action="store_true", help="show the models and end")
    parser.add_argument("--data", type=Path, default=HERE / "data", help="folder for pictures (default: data)")
    parser.add_argument("--runs", type=Path, default=HERE / "runs", help="folder for runs (default: runs)")
    parser.add_argument("--half", action="store_true", help="train in bfloat16: faster on processors that can")
    parser.add_argument("--threads", type=int, default=0, help="CPU threads (default: PyTorch's own choice)")
    options = parser.parse_args()
    if options.list:
        for name, model in MODELS.items():
            print(name, model)
    elif options.model:
        make(options.model, options.data, options.runs, options.half, options.threads)
    else:
        parser.error(f"name a model: {', '.join(MODELS)}")


if __name__ == "__main__":
    main()
