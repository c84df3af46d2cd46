"""Writes the figures of a model's card from what measured them, so that a card can't differ from its model.

    python card.py arclet-s --report report --runs runs/arclet-s runs/arclet-s-2

The card is README.md in the bundle; what stands between its two markers is replaced. The report is the folder that
`arclet evaluate` wrote about this model on the pictures of `make.py arclet-s --test`; the runs are the training's legs in
order, the last of them quantised.
"""

import argparse
import json
from pathlib import Path

from make import MODELS, ROOT
from study import percent, table

BEGIN, END = "<!-- figures, by src/train/card.py -->", "<!-- end of figures -->"


def share(estimate: dict | None, digits: int = 3) -> str:
    """A value with its 95 % interval."""
    if estimate is None:
        return "too few others"
    return f"{estimate['value']:.{digits}f} ({estimate['low']:.{digits}f} to {estimate['high']:.{digits}f})"


def found(figures: dict, rate: float) -> str:
    """The true positive rate at a false positive rate, with the threshold's own uncertainty in its interval."""
    at = next(at for at in figures["atRates"] if at["wantedFpr"] == rate)
    return share(at.get("tprWithThreshold"), 2)


def headline(evaluation: dict) -> str:
    """Figures of all pictures, of wide lenses, and by the number of bands."""
    rows = [("all", evaluation["all"]), ('Einstein radius from 0.8"', evaluation["wide"])]
    names = {1: "one band", 2: "two bands", 3: "three bands"}
    for row in sorted(evaluation["bands"], key=lambda row: -row["bands"]):
        rows.append((names[row["bands"]], row["figures"]))
    lines = [
        [name, f"{figures['lenses']:,}", share(figures["auroc"]), percent(figures["atHalf"]["accuracy"]["value"])]
        + [found(figures, rate) for rate in (1e-2, 1e-3, 1e-4)]
        for name, figures in rows
    ]
    header = ["pictures", "lenses", "AUROC", "accuracy at 50:50", "found at FPR 0.01", "at 0.001", "at 0.0001"]
    return table(header, lines)


def by_radius(evaluation: dict) -> str:
    """Lenses found by Einstein radius."""
    completeness = evaluation["completeness"]
    names = [level["name"] for level in completeness["levels"]]
    rows = []
    for row in completeness["byRadius"]:
        end = f"{row['from']:g} to {row['to']:g}" if row["to"] is not None else f"{row['from']:g} and more"
        rows.append([end, f"{row['lenses']:,}", *(f"{one['value']:.2f}" for one in row["found"])])
    return table(["Einstein radius, arcsec", "lenses", *names], rows)


def look_alikes(evaluation: dict) -> str:
    """What passes for a lens at the candidate threshold, the worst first."""
    kinds = sorted(evaluation["lookAlikes"], key=lambda kind: -kind["passing"][0]["value"])
    rows = [
        [
            kind["kind"].replace("_", " "),
            f"{kind['pictures']:,}",
            f"{100 * kind['passing'][0]['value']:.2f} %",
            f"{kind['auroc']['value']:.3f}",
            *(found(kind["without"], rate) for rate in (1e-3, 1e-4)),
        ]
        for kind in kinds
    ]
    header = ["look-alike", "pictures", "pass the candidate threshold", "AUROC against it alone"]
    return table([*header, "found at FPR 0.001 without it", "at 0.0001"], rows)


def candidates(evaluation: dict) -> str:
    """What the shipped threshold and the probabilities are worth."""
    at = evaluation["all"]["atCandidateThreshold"]
    purities = {purity["prevalence"]: purity["purity"]["value"] for purity in at["purities"]}
    calibration = evaluation["calibration"]
    return (
        f"At the candidate threshold {share(at['tpr'])} of the lenses and {share(at['fpr'], 5)} of the others pass"
        f" ({evaluation['model']['thresholdFpr']:g} was aimed at): with one lens in 1,000 objects {percent(purities[1e-3])} of the"
        f" candidates are lenses, with one in 10,000 {percent(purities[1e-4])}. The expected calibration error of the"
        f" probability is {share(calibration['balancedAfter'])} at 50:50.\n"
    )


def precision(report: dict) -> str:
    """What half precision and INT8 cost on the validation pictures, and how fast they are."""
    rows = []
    for name, figures in report.items():
        rate = figures["pictures_a_second"]
        rows.append(
            [
                name.upper(),
                f"{figures['bytes'] / 1e6:.1f} MB",
                f"{figures['pictures']:,}",
                f"{figures['auroc']:.4f}",
                f"{figures['tpr_at_fpr_1e-2']:.3f}",
                f"{figures['tpr_at_fpr_1e-3']:.3f}",
                f"{rate:,}" if rate else "not measured",
            ]
        )
    header = ["numbers", "file", "validation pictures", "AUROC", "found at FPR 0.01", "at 0.001", "pictures a second"]
    return table(header, rows)


def training(runs: list[Path]) -> str:
    """What each leg of the training was."""
    rows = []
    for run in runs:
        settings = json.loads((run / "settings.json").read_text())
        result = json.loads((run / "result.json").read_text())
        rows.append(
            [
                run.name,
                f"{result['training_pictures']:,}",
                f"{result['seen']:,}",
                settings["rate"],
                settings["batch"],
                "bfloat16" if settings["half"] == "True" else "float32",
                f"{result['minutes']:.0f}",
                percent(result["train_accuracy"]),
                percent(result["valid_accuracy"]),
                f"{result['valid_auroc']:.4f}",
            ]
        )
    header = ["leg", "pictures", "shown in all", "highest rate", "batch", "multiplied in", "minutes"]
    return table([*header, "training accuracy", "validation accuracy", "validation AUROC"], rows)


def figures_of(name: str, evaluation: dict, runs: list[Path]) -> str:
    test = MODELS[name].test()
    counts = evaluation["counts"]
    command = f"arclet simulate stamps --count {test.count} --seed {test.seed} --size {test.size}"
    return "\n".join(
        [
            f"On {counts['lenses'] + counts['others']:,} simulated sets that no choice was made on ({counts['lenses']:,} lenses,"
            f" {counts['others']:,} look-alikes; `{command}`), as `arclet evaluate` measures it, with 95 % intervals:\n",
            headline(evaluation),
            candidates(evaluation),
            "Share of the lenses found, at the candidate threshold and at false positive rates:\n",
            by_radius(evaluation),
            "What passes for a lens:\n",
            look_alikes(evaluation),
            "Numbers (what ships is measured above; two cores, batches of 32, ONNX Runtime):\n",
            precision(json.loads((runs[-1] / "quantised.json").read_text())),
            "Training:\n",
            training(runs),
        ]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", choices=MODELS)
    parser.add_argument("--report", type=Path, required=True, help="folder that arclet evaluate wrote")
    parser.add_argument("--runs", type=Path, nargs="+", required=True, help="folders of the training's legs, in order")
    options = parser.parse_args()
    evaluations = json.loads((options.report / "evaluation.json").read_text())["evaluations"]
    version = MODELS[options.model].version
    mine = [one for one in evaluations if one["model"]["name"] == options.model and one["model"]["version"] == version]
    if len(mine) != 1:
        raise SystemExit(f"{options.report} has {len(mine)} evaluations of {options.model} {version}; one is needed")
    card = ROOT / "src/main/models" / options.model / "README.md"
    text = card.read_text()
    if BEGIN not in text or END not in text:
        raise SystemExit(f"{card} lacks the line '{BEGIN}' or '{END}'; put both where the figures belong")
    before, rest = text.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    card.write_text(f"{before}{BEGIN}\n{figures_of(options.model, mine[0], options.runs)}\n{END}{after}")


if __name__ == "__main__":
    main()
