"""Writes image positions, magnifications and time delays that the simulator is held against.

    pip install lenstronomy==1.14.2
    python reference_delays.py ../test/resources/sky

Images of point sources behind singular isothermal ellipsoids with shear, and when their light arrives in a flat
universe of 0.3 matter and a Hubble constant of 70 km/s/Mpc: one row an image, in the order of arrival.
"""

import csv
import sys
from pathlib import Path

import numpy as np
from astropy.cosmology import FlatLambdaCDM
from lenstronomy.LensModel.lens_model import LensModel
from lenstronomy.LensModel.Solver.lens_equation_solver import LensEquationSolver
from reference_lens import LENSES, lens_arguments

# Einstein radius, axis ratio, angle, two shears, source x and y, lens and source redshift.
CASES = [
    (1.0, 0.999, 0.0, 0.0, 0.0, 0.30, 0.10, 0.5, 1.5),
    (1.2, 0.70, 0.6, 0.03, -0.02, 0.12, -0.08, 0.4, 2.0),
    (1.2, 0.70, 0.6, 0.03, -0.02, 0.55, 0.20, 0.4, 2.0),
    (0.8, 0.45, 2.1, -0.05, 0.04, 0.10, 0.22, 0.9, 3.1),
    (2.2, 0.85, 1.2, 0.0, 0.06, -0.70, 0.50, 0.25, 0.8),
]


def arrivals(case):
    *lens, source_x, source_y, lens_redshift, source_redshift = case
    model = LensModel(
        LENSES, z_lens=lens_redshift, z_source=source_redshift, cosmo=FlatLambdaCDM(H0=70, Om0=0.3, Tcmb0=0)
    )
    arguments = lens_arguments(*lens)
    x, y = LensEquationSolver(model).image_position_from_source(
        source_x, source_y, arguments, min_distance=0.02, search_window=8, precision_limit=1e-12, num_iter_max=100
    )
    far = np.hypot(x, y) > 1e-3  # not the image of no light in the singular centre
    x, y = x[far], y[far]
    times = model.arrival_time(x, y, arguments, x_source=source_x, y_source=source_y)
    magnifications = model.magnification(x, y, arguments)
    order = np.argsort(times)
    return [(x[i], y[i], magnifications[i], times[i] - times[order[0]]) for i in order]


def main() -> None:
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "time_delays.csv", "w", newline="") as out:
        table = csv.writer(out)
        table.writerow(
            "case einstein_radius axis_ratio angle shear1 shear2 source_x source_y z_l z_s"
            " x y magnification delay_days".split()
        )
        for number, case in enumerate(CASES):
            for image in arrivals(case):
                table.writerow([number, *case, *(f"{value:.9g}" for value in image)])


if __name__ == "__main__":
    main()
