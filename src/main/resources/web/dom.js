/** Small helpers that make elements. Text goes in as text, never as markup: what alerts carry is not to be trusted. */

const SVG = "http://www.w3.org/2000/svg";

/** An HTML element with properties and children; a child that is no node becomes text. */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made) {
      made[key] = value;
    } else {
      made.setAttribute(key, value);
    }
  }
  made.append(...children);
  return made;
}

/** An SVG element with attributes and children. */
export function drawing(name, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

export const byId = (id) => document.getElementById(id);

/** A number as people read it: thousands apart, as many digits as it deserves. */
export function number(value, digits = 0) {
  return value.toLocaleString("en-GB", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** How many, in no more than six characters: 99,999 and then 100K, 2.98M. */
export function count(value) {
  return value < 100000 ? number(value) : value.toLocaleString("en-GB", { notation: "compact", maximumSignificantDigits: 3 });
}

/** Milliseconds with as many digits as they deserve. */
export function millis(value) {
  return number(value, value < 10 ? 2 : value < 1000 ? 1 : 0);
}

/** A duration in the unit that suits it, such as 3.4 s. */
export function duration(value) {
  if (value < 1000) {
    return `${millis(value)} ms`;
  }
  return value < 120000 ? `${number(value / 1000, 1)} s` : value < 7200000 ? `${number(value / 60000)} min` : `${number(value / 3600000, 1)} h`;
}

/** The bands as small coloured letters, in the order of their wavelengths. */
export function bandLetters(bands) {
  const order = "ugrizy";
  const sorted = [...bands].sort((a, b) => order.indexOf(a) - order.indexOf(b));
  const letters = sorted.map((band) => element("span", { className: `band${/^[ugrizy]$/.test(band) ? ` band-${band}` : ""}` }, band));
  return element("span", { className: "bands", title: `seen in ${sorted.join(", ")}` }, ...letters);
}
