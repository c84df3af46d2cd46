"""Writes the numbers of another program that the simulator is held against: src/test/resources/sky/*.csv.

    pip install -r requirements-reference.txt
    python reference_lens.py ../test/resources/sky

Deflections of the singular isothermal ellipsoid with shear at random points, and noiseless lensed pictures.
"""

import csv
import sys
from pathlib import Path

import numpy as np
from lenstronomy.LensModel.lens_model import LensModel
from lenstronomy.LightModel.light_model import LightModel
from scipy.special import gammaincinv

LENSES = ["SIE", "SHEAR"]
PIXEL = 0.2
SUB_CELL = (-0.375, -0.125, 0.125, 0.375)
CASE = """einstein_radius axis_ratio angle shear1 shear2
    source_x source_y source_radius source_index source_ratio source_angle seeing beta""".split()
# A round lens; an elongated one; strong shear; a source far off the centre; a quad with a small source; a large,
# elongated source in sharp seeing with strong wings.
CASES = [
    (1.0, 0.999, 0.0, 0.0, 0.0, 0.25, 0.1, 0.2, 1.0, 0.999, 0.0, 0.8, 3.3),
    (1.3, 0.4, 0.6, 0.0, 0.0, 0.1, -0.15, 0.25, 1.0, 0.7, 1.2, 0.8, 3.3),
    (1.2, 0.7, 0.6, 0.1, -0.08, 0.12, -0.08, 0.25, 1.0, 0.8, 0.3, 0.75, 4.765),
    (1.5, 0.75, 2.0, 0.03, 0.02, 0.8, 0.5, 0.3, 1.0, 0.6, 2.5, 0.9, 3.3),
    (1.1, 0.6, 1.1, 0.04, 0.0, 0.05, 0.03, 0.08, 1.0, 0.9, 0.0, 0.7, 3.3),
    (1.4, 0.8, 0.2, -0.05, 0.03, -0.2, 0.2, 0.5, 1.5, 0.4, 0.9, 0.6, 2.6),
]


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


def half_light(radius, index):
    """lenstronomy's R_sersic for a half-light radius: its fit for b_n is 0.4 % off at n = 1."""
    return radius * ((1.9992 * index - 0.3271) / gammaincinv(2 * index, 0.5)) ** index


def brightness(case, x, y):
    """Surface brightness of the lensed source, per square arcsecond, for a source flux of 1."""
    lens = lens_arguments(case["einstein_radius"], case["axis_ratio"], case["angle"], case["shear1"], case["shear2"])
    ellipticity = (1 - case["source_ratio"]) / (1 + case["source_ratio"])
    source = [
        {
            "amp": 1.0,
            "R_sersic": half_light(case["source_radius"], case["source_index"]),
            "n_sersic": case["source_index"],
            "e1": ellipticity * np.cos(2 * case["source_angle"]),
            "e2": ellipticity * np.sin(2 * case["source_angle"]),
            "center_x": case["source_x"],
            "center_y": case["source_y"],
        }
    ]
    model = LightModel(["SERSIC_ELLIPSE"])
    beta_x, beta_y = LensModel(LENSES).ray_shooting(x.ravel(), y.ravel(), lens)
    return model.surface_brightness(beta_x, beta_y, source).reshape(x.shape) / model.total_flux(source)[0]


def seen(light, step, fwhm, beta):
    """Convolves with a Moffat disc of an effective FWHM and with a camera pixel, by Fourier transform."""
    alpha = fwhm * np.sqrt(2.266 * (beta - 1) ** 2 / (np.pi * (2 * beta - 1)))
    side = light.shape[0]
    offsets = (np.arange(side) - side // 2) * step
    radius_squared = offsets[:, None] ** 2 + offsets[None, :] ** 2
    psf = (beta - 1) / (np.pi * alpha**2) * (1 + radius_squared / alpha**2) ** -beta * step**2
    waves = np.fft.fftfreq(side, step)
    pixel = np.sinc(waves * PIXEL)
    transfer = np.fft.fft2(np.fft.ifftshift(psf)) * pixel[:, None] * pixel[None, :]
    return np.fft.ifft2(np.fft.fft2(light) * transfer).real


def pictures(path: Path) -> None:
    """Camera pixels (flux in each) of lensed sources behind a Moffat disc; a row a picture, its case first."""
    samples, side, field = 10, 40, 12.8
    step = PIXEL / samples
    # Symmetric about the lens, which is where the middle of a pixel lies.
    offsets = (np.arange(round(field / step)) - round(field / step) // 2) * step
    x, y = np.meshgrid(offsets, offsets)
    with open(path, "w", newline="") as out:
        table = csv.writer(out)
        table.writerow(CASE + ["pixels"])
        for values in CASES:
            case = dict(zip(CASE, values, strict=True))
            # The mean over a cell of the fine grid: the light is cuspy in the source's middle.
            light = np.mean(
                [brightness(case, x + dx * step, y + dy * step) for dx in SUB_CELL for dy in SUB_CELL], axis=0
            )
            blurred = seen(light, step, case["seeing"], case["beta"])
            middle = len(offsets) // 2
            at = middle + (np.arange(side) - side // 2) * samples
            pixels = blurred[np.ix_(at, at)] * PIXEL**2
            table.writerow([f"{value:.6g}" for value in [*values, *pixels.ravel()]])


def main() -> None:
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    deflections(folder / "sie_deflections.csv")
    pictures(folder / "lensed_pictures.csv")


if __name__ == "__main__":
    main()
