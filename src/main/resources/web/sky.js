/** Positions: how astronomers write them, and where else they can be looked up. */

function sexagesimal(value, seconds) {
  const units = Math.round(Math.abs(value) * 3600 * 10 ** seconds);
  const whole = Math.floor(units / 10 ** seconds);
  const two = (n) => String(n).padStart(2, "0");
  const rest = ((units % (60 * 10 ** seconds)) / 10 ** seconds).toFixed(seconds).padStart(3 + seconds, "0");
  return `${two(Math.floor(whole / 3600))} ${two(Math.floor(whole / 60) % 60)} ${rest}`;
}

/** Right ascension in hours, declination in degrees. */
export function equatorial(ra, dec) {
  return `${sexagesimal(ra / 15, 2)} ${dec < 0 ? "-" : "+"}${sexagesimal(dec, 1)}`;
}

/** Decimal degrees. With a plain minus, so that other programs take what is copied from here. */
export function degrees(ra, dec) {
  return `${ra.toFixed(5)} ${dec < 0 ? "-" : "+"}${Math.abs(dec).toFixed(5)}`;
}

/** Pages of others that show a position; a request to them tells them which position is looked at. */
export function elsewhere(ra, dec) {
  const at = `${ra.toFixed(6)} ${dec >= 0 ? "+" : ""}${dec.toFixed(6)}`;
  const target = encodeURIComponent(at);
  return [
    ["Aladin Lite", `https://aladin.cds.unistra.fr/AladinLite/?target=${target}&fov=0.02`],
    ["SIMBAD", `https://simbad.cds.unistra.fr/simbad/sim-coo?Coord=${target}&CooFrame=ICRS&Radius=10&Radius.unit=arcsec`],
    ["NED", `https://ned.ipac.caltech.edu/conesearch?in_csys=Equatorial&in_equinox=J2000&ra=${ra.toFixed(6)}d&dec=${dec.toFixed(6)}d&radius=0.2`],
    ["Legacy Surveys", `https://www.legacysurvey.org/viewer?ra=${ra.toFixed(6)}&dec=${dec.toFixed(6)}&zoom=16&layer=ls-dr10`],
  ];
}
