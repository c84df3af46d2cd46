"""Writes the numbers of another program that the simulator is held against: src/test/resources/sky/*.csv.

    pip install lenstronomy==1.14.2
    python reference_lens.py ../test/resources/sky

Deflections of the singular isothermal ellipsoid with shear at random points, and a noiseless lensed picture.
"""

import csv
import sys
from pathlib import Path

import numpy as np
from lenstronomy.LensModel.lens_model import LensModel
from lenstronomy.LightModel.light_model import LightModel

LENSES = ["SIE", "SHEAR"]


def lens_arguments(radius, q, angle, shear1, shear2):
    # lenstronomy's ellipticity components of an axis ratio and angle.
    e = (1 - q) / (1 + q)
    sie = {
        "theta_E": radius,
        "e1": e * np.cos(2 * angle),
        "e2": e * np.sin(2 * angle),
        "center_x": 0.0,
        "center_y": 0.0,
    }
    return [sie, {"gamma1": shear1, "gamma2": shear2, "ra_0": 0, "dec_0": 0}]


def deflections(path: Path) -> None:
    random = np.random.default_rng(1)
    model = LensModel(LENSES)
    with open(path, "w", newline="") as out:
        table = csv.writer(out)
        table.writerow("einstein_radius axis_ratio angle shear1 shear2 x y alpha_x alpha_y".split())
        for _ in range(40):
            radius, q, angle = random.uniform(0.5, 2.5), random.uniform(0.3, 0.98), random.uniform(0, np.pi)
            shear1, shear2 = random.normal(0, 0.05, 2)
            x, y = random.uniform(-4, 4, 2)
            alpha = model.alpha(np.array([x]), np.array([y]), lens_arguments(radius, q, angle, shear1, shear2))
            values = [radius, q, angle, shear1, shear2, x, y, alpha[0][0], alpha[1][0]]
            table.writerow([f"{value:.12g}" for value in values])


def picture(path: Path) -> None:
    """Brightness of an exponential source behind a lens, per square arcsecond, the mean over 0.2 arcsec pixels."""
    side, pixel, samples = 32, 0.2, 20
    lens = lens_arguments(1.2, 0.7, 0.6, 0.03, -0.02)
    shape = {"amp": 1.0, "R_sersic": 0.25, "n_sersic": 1.0, "e1": 0.0, "e2": 0.0}
    source = [shape | {"center_x": 0.12, "center_y": -0.08}]
    model = LightModel(["SERSIC_ELLIPSE"])
    total = model.total_flux(source)[0]
    deflector = LensModel(LENSES)
    offsets = (np.arange(side * samples) + 0.5) / samples * pixel - side * pixel / 2
    x, y = np.meshgrid(offsets, offsets)
    beta_x, beta_y = deflector.ray_shooting(x.ravel(), y.ravel(), lens)
    brightness = model.surface_brightness(beta_x, beta_y, source).reshape(x.shape) / total
    pixels = brightness.reshape(side, samples, side, samples).mean(axis=(1, 3))
    np.savetxt(path, pixels, delimiter=",", fmt="%.6g")


def main() -> None:
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    deflections(folder / "sie_deflections.csv")
    picture(folder / "lensed_picture.csv")


if __name__ == "__main__":
    main()
