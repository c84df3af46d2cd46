/** Line charts, drawn as SVG from scratch at every change: a few hundred points cost about a millisecond. */

import { drawing, element, number } from "./dom.js";

const WIDTH = 380;
const HEIGHT = 130;
const LEFT = 40;
const BOTTOM = 20;
const TOP = 8;
/** With more exposures than this, letters would cover each other. */
const MOST_LETTERS = 24;

function niceTop(value) {
  if (!(value > 0)) {
    return 1;
  }
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 3, 4, 6, 8, 10].map((step) => step * power).find((step) => step >= value);
}

/** A line with gaps where there is no value. */
function path(points, x, y) {
  let text = "";
  let down = false;
  for (const [at, value] of points) {
    if (value === null || value === undefined) {
      down = false;
      continue;
    }
    text += `${down ? "L" : "M"}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
    down = true;
  }
  return text;
}

function frame(label, ticks, y, bottomText) {
  const svg = drawing("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": label });
  for (const [value, text] of ticks) {
    svg.append(
      drawing("line", { class: "axis", x1: LEFT, x2: WIDTH, y1: y(value), y2: y(value) }),
      drawing("text", { class: "tick", x: LEFT - 6, y: y(value) + 4, "text-anchor": "end" }, text),
    );
  }
  bottomText.forEach(([at, anchor, text]) => {
    svg.append(drawing("text", { class: "tick", x: at, y: HEIGHT - 4, "text-anchor": anchor }, text));
  });
  return svg;
}

function ago(millis) {
  const seconds = Math.round(millis / 1000);
  return seconds < 120 ? `${seconds} s ago` : `${Math.round(seconds / 60)} min ago`;
}

function linear(top) {
  const digits = top < 1 ? 2 : top < 10 ? 1 : 0;
  const y = (value) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - Math.min(value, top) / top);
  return { y, ticks: [0, top / 2, top].map((value) => [value, number(value, digits)]) };
}

/** Decades, for latencies that differ by much. */
function logarithmic(values) {
  const low = Math.floor(Math.log10(Math.max(0.01, Math.min(...values))));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(0.01, Math.max(...values)))));
  const y = (value) => TOP + ((HEIGHT - TOP - BOTTOM) * (high - Math.log10(Math.max(value, 10 ** low)))) / (high - low);
  const ticks = [];
  const step = Math.ceil((high - low) / 4);
  for (let power = low; power <= high; power += step) {
    ticks.push([10 ** power, power >= 5 ? `10^${power}` : number(10 ** power, Math.max(0, -power))]);
  }
  return { y, ticks };
}

/** Two series over time: [[epoch milliseconds, value or null], ...] each, with names. */
export function overTime(target, label, names, series, { log = false } = {}) {
  const times = series.flat().map(([at]) => at);
  const values = series.flat().map(([, value]) => value).filter((value) => value !== null && value !== undefined);
  if (times.length === 0 || values.length === 0) {
    target.replaceChildren(element("p", { className: "quiet" }, "Nothing yet."));
    return;
  }
  const first = Math.min(...times);
  const last = Math.max(...times, first + 10000);
  const x = (at) => LEFT + ((WIDTH - LEFT) * (at - first)) / (last - first);
  const { y, ticks } = log ? logarithmic(values) : linear(niceTop(Math.max(...values)));
  const svg = frame(label, ticks, y, [[LEFT, "start", ago(last - first)], [WIDTH, "end", "now"]]);
  series.forEach((points, index) => svg.append(drawing("path", { class: index === 0 ? "first" : "second", d: path(points, x, y) })));
  const key = element("p", { className: "key" }, ...names.map((name) => element("span", {}, name)));
  target.replaceChildren(svg, key);
}

/** Scores as log-odds, for those of candidates lie close to 1; what lies beyond 1 in 10,000 from either end is drawn there. */
function logit(score) {
  const within = Math.min(0.9999, Math.max(0.0001, score));
  return Math.log(within / (1 - within));
}

const SCORE_TICKS = [0.0001, 0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 0.9999];

/** From the tick at or below all values to the one at or above them. */
function scoreScale(values) {
  const lows = SCORE_TICKS.filter((tick) => tick <= Math.min(...values));
  const highs = SCORE_TICKS.filter((tick) => tick >= Math.max(...values));
  const low = lows.at(-1) ?? SCORE_TICKS[0];
  const high = highs[0] ?? SCORE_TICKS.at(-1);
  const ticks = SCORE_TICKS.filter((tick) => tick >= low && tick <= high);
  const part = (score) => (high > low ? (logit(score) - logit(low)) / (logit(high) - logit(low)) : 0.5);
  return { ticks, part };
}

/** An object's scores over its exposures, with their bands. */
export function scores(target, history, threshold) {
  const times = history.map((sighting) => sighting.mjd);
  const middle = (Math.min(...times) + Math.max(...times)) / 2;
  const span = Math.max(0.001, (Math.max(...times) - Math.min(...times)) * 1.1);
  const digits = span < 0.02 ? 5 : 3;
  const scale = scoreScale([threshold, ...history.map((sighting) => sighting.score)]);
  const x = (mjd) => LEFT + 10 + (WIDTH - LEFT - 20) * (0.5 + (mjd - middle) / span);
  const y = (score) => TOP + 10 + (HEIGHT - TOP - 10 - BOTTOM) * (1 - scale.part(score));
  const svg = frame(
    `scores from ${times.length} exposures`,
    scale.ticks.map((tick) => [tick, String(tick)]),
    y,
    [[LEFT, "start", Math.min(...times).toFixed(digits)], [WIDTH, "end", times.length > 1 ? Math.max(...times).toFixed(digits) : ""]],
  );
  svg.append(drawing("line", { class: "threshold", x1: LEFT, x2: WIDTH, y1: y(threshold), y2: y(threshold) }));
  svg.append(drawing("path", { class: "first", d: path(history.map((s) => [s.mjd, s.score]), x, y) }));
  for (const sighting of history) {
    svg.append(
      drawing(
        "circle",
        { class: sighting.candidate ? "dot over" : "dot", cx: x(sighting.mjd), cy: y(sighting.score), r: 4 },
        drawing("title", {}, `${sighting.band}: ${sighting.score.toFixed(4)} at MJD ${sighting.mjd.toFixed(5)}`),
      ),
    );
    if (history.length <= MOST_LETTERS) {
      svg.append(drawing("text", { class: "tick", x: x(sighting.mjd), y: y(sighting.score) - 8, "text-anchor": "middle" }, sighting.band));
    }
  }
  target.replaceChildren(svg);
}

/** The scores as a line of the size of a word, on the same scale. */
export function spark(history) {
  const scale = scoreScale([0.5, 0.999, ...history.map((sighting) => sighting.score)]);
  const x = (index) => (history.length === 1 ? 55 : 3 + (52 * index) / (history.length - 1));
  const y = (score) => 16 - 14 * scale.part(score);
  const svg = drawing("svg", { viewBox: "0 0 58 18", "aria-hidden": "true" });
  svg.append(drawing("path", { class: "first", d: path(history.map((s, i) => [i, s.score]), x, y) }));
  const last = history.length - 1;
  svg.append(drawing("circle", { class: "dot over", cx: x(last), cy: y(history[last].score), r: 2 }));
  return element("span", { className: "spark", title: `${history.length} score${history.length === 1 ? "" : "s"} so far` }, svg);
}
