/** One candidate, large. */

import { scores } from "./charts.js";
import { bandLetters, byId, element, number } from "./dom.js";
import { degrees, elsewhere, equatorial } from "./sky.js";

const CAPTIONS = {
  seen: "as the network saw it",
  science: "best visit",
  template: "template",
  difference: "difference",
};

/** The address of a picture, another one for another detection. */
export function pictureUrl(candidate, name) {
  return `api/candidates/${encodeURIComponent(candidate.id)}/${name}.png?of=${candidate.sourceId}`;
}

function facts(candidate, prevalence) {
  const newest = candidate.newestMillis > 0 ? new Date(candidate.newestMillis).toISOString().replace("T", " ").slice(0, 19) + " UTC" : "unknown";
  return [
    ["score", candidate.score.toFixed(4)],
    ["probability", `${candidate.probability.toPrecision(3)}${prevalence ? `, if 1 object in ${number(1 / prevalence)} is a lens` : ""}`],
    ...candidate.matches.map((match) => ["known", `${match.list}: ${match.target}, ${match.separation.toFixed(2)}\u2033`]),
    ["position", `${degrees(candidate.ra, candidate.dec)} (ICRS, degrees)`],
    ["", equatorial(candidate.ra, candidate.dec)],
    ["bands", bandLetters(candidate.bands)],
    ["channels with data", candidate.channels.join(", ")],
    ["best visit", `MJD ${candidate.mjd.toFixed(5)} (TAI), band ${candidate.band}`],
    ["detection", candidate.sourceId],
    ["survey", candidate.survey],
    ["model", `${candidate.model} ${candidate.modelVersion}, on ${candidate.worker}${candidate.fallback ? " (stand-in)" : ""}`],
    ["latest candidate", newest],
  ];
}

/** Fills the dialog; the model is what it scores with, or null where that is not known yet. */
export function show(candidate, model) {
  byId("detail-title").textContent = candidate.objectId ?? `detection ${candidate.sourceId}`;
  byId("detail-pictures").replaceChildren(
    ...candidate.pictures.map((name) => element(
      "figure",
      {},
      element("img", { src: pictureUrl(candidate, name), alt: `${CAPTIONS[name]} of ${candidate.id}` }),
      element("figcaption", {}, name === "seen" ? `${CAPTIONS.seen}, ${candidate.fieldOfView.toFixed(1)}\u2033 across` : `${CAPTIONS[name]}, ${candidate.band}`),
    )),
  );
  byId("detail-facts").replaceChildren(...facts(candidate, model?.prevalence).flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]));
  scores(byId("history-chart"), candidate.history, model?.threshold ?? 0.5);
  byId("detail-links").replaceChildren(
    "Elsewhere: ",
    ...elsewhere(candidate.ra, candidate.dec).map(([name, url]) => element("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, `${name} \u2197`)),
  );
}
