/** The dashboard: events keep the figures fresh; the wall is asked for when the events say that it has changed. */

import { overTime, spark } from "./charts.js";
import { pictureUrl, show } from "./detail.js";
import { bandLetters, byId, count, duration, element, number } from "./dom.js";
import { degrees } from "./sky.js";

const POINTS = 600;
const SMOOTH_LOOKS = 5;
const CARDS = 60;

const state = { about: null, points: [], wallVersion: -1, loading: false, again: false, shown: [], cards: CARDS, open: null };

// ---- figures

function tile(name, value, more) {
  return element("div", { className: "tile" }, element("span", { className: "quiet" }, name), element("b", {}, value), element("span", { className: "quiet" }, more));
}

function showTiles(status) {
  const total = status.stages.find((stage) => stage.stage === "total");
  byId("tiles").replaceChildren(
    tile("throughput", `${number(status.outPerSecond, status.outPerSecond < 10 ? 1 : 0)} /s`, `${number(status.ledger.out)} alerts answered`),
    tile("behind", number(status.flow.behind), status.flow.state === "stuck" ? "stuck" : flowWords(status.flow)),
    tile("send to score, p99", total ? duration(total.p99) : "\u2013", total ? `p50 ${duration(total.p50)}` : "nothing yet"),
    tile("in flight", number(status.ledger.inFlight), `${number(status.pool.waiting)} wait for a worker`),
    tile("candidates", number(status.ledger.candidates), "scores over the threshold"),
    tile("dead letters", number(status.ledger.dead), status.ledger.dead > 0 ? "arclet dead-letters list" : "none"),
  );
}

/** The text without what its tile says already: "draining: 8,500 alerts behind, 200/s end, done in 3 min". */
function flowWords(flow) {
  const [state, figures] = flow.text.split(": ");
  const more = figures?.split(" behind, ")[1];
  return more ? `${state}, ${more}` : state;
}

/** What the badge says: the stream's own state while it does not run, else how alerts flow. */
function stateWord(status) {
  if (status.flow.state === "stuck") {
    return "stuck";
  }
  if (!status.ready) {
    return status.stream.toLowerCase().replaceAll("_", " ");
  }
  return ["draining", "growing"].includes(status.flow.state) ? status.flow.state : "running";
}

function showState(status) {
  const badge = byId("state");
  badge.textContent = stateWord(status);
  badge.className = `badge ${status.ready ? (status.flow.state === "growing" ? "warn" : "good") : "bad"}`;
  const notice = byId("notice");
  notice.hidden = status.ready;
  notice.textContent = status.reasons.join("; ");
}

function row(...cells) {
  return element("tr", {}, ...cells.map((cell) => element("td", {}, cell)));
}

function showStages(status) {
  byId("stages").tBodies[0].replaceChildren(
    ...status.stages.map((stage) => row(stage.stage, count(stage.alerts), duration(stage.p50), duration(stage.p99), duration(stage.max))),
  );
  byId("bound").textContent = status.withinBound === null ? "" : `Since the start. ${number(Math.floor(status.withinBound * 10000) / 100, 2)} % were published within ${number(status.boundSeconds, status.boundSeconds % 1 ? 1 : 0)} s of being sent.`;
  const select = byId("stage");
  for (const stage of status.stages) {
    if (![...select.options].some((option) => option.value === stage.stage)) {
      select.append(element("option", { value: stage.stage, selected: stage.stage === "total" }, stage.stage));
    }
  }
}

function batchBars(batches) {
  const sizes = Object.entries(batches).map(([size, count]) => [Number(size), count]);
  const most = Math.max(...sizes.map(([, count]) => count), 1);
  const bars = sizes.map(([size, count]) => {
    const bar = element("i", { title: `${number(count)} batches of ${size}` });
    bar.style.height = `${Math.max(8, (100 * count) / most)}%`;
    return bar;
  });
  const words = sizes.map(([size, count]) => `${number(count)} of ${size}`).join(", ");
  const all = element("span", { className: "bars", role: "img", "aria-label": `batches: ${words || "none"}` }, ...bars);
  const range = sizes.length === 0 ? "" : sizes.length === 1 ? String(sizes[0][0]) : `${sizes[0][0]}\u2013${sizes.at(-1)[0]}`;
  return element("span", { className: "batches" }, all, range);
}

function utilisation(worker) {
  const fill = element("i");
  fill.style.width = `${100 * worker.utilisation}%`;
  return element("span", {}, element("span", { className: "meter" }, fill), `${number(100 * worker.utilisation)} %`);
}

function showWorkers(status) {
  byId("pool").textContent = `${number(status.pool.waiting)} pictures wait, ${number(status.pool.withWorkers)} with workers`;
  byId("workers").tBodies[0].replaceChildren(
    ...status.workers.map((worker) => row(
      worker.inService ? worker.name : element("span", { className: "out" }, `${worker.name}, out of service`),
      utilisation(worker),
      number(worker.picturesPerSecond, 1),
      batchBars(worker.batchesBySize),
      number(worker.failures),
    )),
  );
}

function showLedger(status) {
  const ledger = status.ledger;
  byId("ledger").tBodies[0].replaceChildren(...Object.entries(ledger.outcomes).map(([outcome, alerts]) => row(outcome, number(alerts))));
  const parts = [`${number(ledger.scored)} scored`, `${number(ledger.skipped)} skipped`, `${number(ledger.unscorable)} unscorable`, `${number(ledger.dead)} dead`];
  const more = [[ledger.inFlight, "in flight"], [ledger.kept, "kept in the state"], [ledger.underWay, "under way"]];
  more.filter(([alerts]) => alerts !== 0).forEach(([alerts, name]) => parts.push(`${number(alerts)} ${name}`));
  byId("balance").textContent = `${number(ledger.in)} in${ledger.resumed ? ` + ${number(ledger.resumed)} resumed` : ""} = ${parts.join(" + ")}`;
}

function smooth(points, value) {
  return points.map((point, index) => {
    const near = points.slice(Math.max(0, index - SMOOTH_LOOKS + 1), index + 1);
    return [point.atMillis, near.reduce((sum, one) => sum + value(one), 0) / near.length];
  });
}

function showCharts() {
  overTime(byId("rate-chart"), "alerts in and out a second", ["in", "out"], [smooth(state.points, (p) => p.in), smooth(state.points, (p) => p.out)]);
  const stage = byId("stage").value || "total";
  const of = (name) => state.points.map((point) => [point.atMillis, point[name][stage] ?? null]);
  overTime(byId("latency-chart"), `latency of stage ${stage} in milliseconds`, ["p50", "p99"], [of("p50"), of("p99")], { log: true });
}

function onStatus(status) {
  state.points.push(status.point);
  state.points = state.points.filter((point, index, all) => index === 0 || point.atMillis > all[index - 1].atMillis).slice(-POINTS);
  showState(status);
  showTiles(status);
  showStages(status);
  showWorkers(status);
  showLedger(status);
  showCharts();
  if (status.wallVersion !== state.wallVersion) {
    loadWall();
  }
}

// ---- wall

function query() {
  const wanted = new URLSearchParams();
  const score = Number(byId("min-score").value);
  if (score > 0) {
    wanted.set("min-score", Math.min(1, score));
  }
  if (byId("band").value) {
    wanted.set("band", byId("band").value);
  }
  wanted.set("order", byId("order").value);
  return wanted;
}

function card(candidate) {
  const pictures = element(
    "span",
    { className: "pictures" },
    ...candidate.pictures.map((name) => element("img", { src: pictureUrl(candidate, name), alt: "", loading: "lazy" })),
  );
  const words = element(
    "span",
    { className: "words" },
    element("span", { className: "line" }, element("b", { title: "best score" }, candidate.score.toFixed(4)), bandLetters(candidate.bands)),
    element("span", { className: "line" }, element("span", { className: "quiet", title: "probability that it is a lens" }, `prob. ${candidate.probability.toPrecision(2)}`), spark(candidate.history)),
    element("span", { className: "place" }, degrees(candidate.ra, candidate.dec)),
    ...candidate.matches.slice(0, 1).map((match) => element("span", { className: "known", title: `${match.list}: ${match.target}` }, `known: ${match.target}`)),
  );
  const button = element("button", { type: "button", className: "card" }, pictures, words);
  button.dataset.id = candidate.id;
  button.setAttribute("aria-label", `${candidate.id}, score ${candidate.score.toFixed(4)}, seen in ${candidate.bands.join(", ")}${candidate.matches.length > 0 ? `, known as ${candidate.matches[0].target}` : ""}`);
  button.addEventListener("click", () => open(candidate.id));
  return element("li", {}, button);
}

const fingerprint = (candidate) => `${candidate.sourceId} ${candidate.history.length} ${candidate.bands.join("")}`;

/** Cards that are the same stay the same elements, so that neither the focus nor a picture flickers. */
function showCards(candidates) {
  const there = new Map([...byId("cards").children].map((item) => [item.dataset.of, item]));
  const items = candidates.map((candidate) => {
    const of = `${candidate.id} ${fingerprint(candidate)}`;
    const item = there.get(of) ?? card(candidate);
    item.dataset.of = of;
    return item;
  });
  const focused = document.activeElement?.dataset?.id;
  const old = [...byId("cards").children];
  if (old.length !== items.length || old.some((item, index) => item !== items[index])) {
    byId("cards").replaceChildren(...items);
    if (focused) {
      cards().find((button) => button.dataset.id === focused)?.focus({ preventScroll: true });
    }
  }
}

async function loadWall() {
  if (state.loading) {
    state.again = true;
    return;
  }
  state.loading = true;
  try {
    const listing = await fetched(`api/candidates?${query()}&limit=${state.cards}`);
    state.wallVersion = listing.version;
    state.shown = listing.candidates;
    showCards(listing.candidates);
    byId("wall-count").textContent = listing.objects === 0 ? "" : `${number(listing.candidates.length)} of ${number(listing.matching)} objects shown${listing.matching < listing.objects ? `, ${number(listing.objects)} in all` : ""}`;
    byId("more").hidden = listing.candidates.length >= listing.matching;
    byId("empty").hidden = listing.candidates.length > 0;
    byId("empty").textContent = listing.objects > 0 ? "None matches the filter." : "None yet: candidates appear here as soon as a score reaches the threshold.";
    refreshDetail();
  } catch (problem) {
    byId("notice").hidden = false;
    byId("notice").textContent = `The candidates can't be had: ${problem.message}`;
  } finally {
    state.loading = false;
    if (state.again) {
      state.again = false;
      loadWall();
    }
  }
}

async function fetched(address) {
  const response = await fetch(address);
  const body = await response.json();
  if (!response.ok) {
    throw new Error(body.error ?? response.statusText);
  }
  return body;
}

function onFilter() {
  state.cards = CARDS;
  const all = query();
  for (const [link, file] of [["csv", "candidates.csv"], ["json", "candidates.json"], ["votable", "candidates.vot"]]) {
    byId(link).href = `${file}?${all}`;
  }
  loadWall();
}

function showMore() {
  state.cards += CARDS;
  loadWall();
}

// ---- detail

function refreshDetail() {
  const fresh = state.shown.find((candidate) => candidate.id === state.open?.id);
  if (fresh && fingerprint(fresh) !== fingerprint(state.open)) {
    showDetail(fresh);
  }
}

function showDetail(candidate) {
  state.open = candidate;
  show(candidate, state.about);
  if (!byId("detail").open) {
    byId("detail").showModal();
  }
}

function open(id) {
  location.hash = `object=${encodeURIComponent(id)}`;
}

async function followHash() {
  const id = decodeURIComponent(/^#object=(.*)$/.exec(location.hash)?.[1] ?? "");
  if (!id) {
    byId("detail").close();
    return;
  }
  try {
    showDetail(state.shown.find((candidate) => candidate.id === id) ?? (await fetched(`api/candidates/${encodeURIComponent(id)}`)));
  } catch (problem) {
    byId("notice").hidden = false;
    byId("notice").textContent = problem.message;
  }
}

function step(by) {
  const at = state.shown.findIndex((candidate) => candidate.id === state.open?.id);
  const next = state.shown[at + by];
  if (next) {
    open(next.id);
  }
}

function onClosed() {
  const id = state.open?.id;
  state.open = null;
  if (location.hash.startsWith("#object=")) {
    history.replaceState(null, "", location.pathname + location.search);
  }
  cards().find((button) => button.dataset.id === id)?.focus();
}

// ---- keys

const cards = () => [...document.querySelectorAll(".card")];

function columns() {
  const all = cards();
  const top = all[0]?.getBoundingClientRect().top;
  return Math.max(1, all.filter((button) => Math.abs(button.getBoundingClientRect().top - top) < 1).length);
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select")) {
    return;
  }
  if (byId("detail").open) {
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      event.preventDefault();
      step(event.key === "ArrowLeft" ? -1 : 1);
    }
    return;
  }
  if (event.key === "/") {
    event.preventDefault();
    byId("min-score").select();
    return;
  }
  const moves = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns(), ArrowDown: columns() };
  const all = cards();
  const at = all.indexOf(document.activeElement);
  if (event.key in moves && at >= 0) {
    const next = all[at + moves[event.key]];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  } else if (event.key === "ArrowRight" && document.activeElement === document.body) {
    all[0]?.focus();
  }
}

// ---- live

let events = null;

/** Only while somebody can see the page: browsers keep few connections to one host, and each page that listens takes one of them, hidden or left as it may be. */
function listen() {
  events?.close();
  if (document.hidden) {
    return;
  }
  events = new EventSource("api/events");
  events.addEventListener("status", (event) => onStatus(JSON.parse(event.data)));
  events.addEventListener("error", () => {
    byId("state").textContent = "no connection";
    byId("state").className = "badge bad";
  });
}

/** With the points of the time when nobody looked. */
async function onVisibility() {
  listen();
  if (!document.hidden) {
    state.points = await fetched("api/points").catch(() => state.points);
  }
}

// ---- start

async function start() {
  byId("filter").addEventListener("input", onFilter);
  byId("filter").addEventListener("submit", (event) => event.preventDefault());
  byId("stage").addEventListener("input", showCharts);
  byId("more").addEventListener("click", showMore);
  byId("previous").addEventListener("click", () => step(-1));
  byId("next").addEventListener("click", () => step(1));
  byId("close").addEventListener("click", () => byId("detail").close());
  byId("detail").addEventListener("close", onClosed);
  window.addEventListener("hashchange", followHash);
  document.addEventListener("keydown", onKey);
  state.about = await fetched("api/about");
  const channels = state.about.channels;
  byId("colours").textContent = channels.length >= 3 ? `: ${channels.slice(0, 3).join(", ")} as red, green, blue` : `: ${channels[0]} in grey`;
  byId("prevalence").textContent = number(1 / state.about.prevalence);
  byId("about").textContent = `${state.about.application} scores ${state.about.alerts} with ${state.about.model} ${state.about.modelVersion}; threshold ${state.about.threshold.toFixed(3)}`;
  document.title = `Arclet: ${state.about.application}`;
  state.points = await fetched("api/points");
  onFilter();
  followHash();
  listen();
  document.addEventListener("visibilitychange", onVisibility);
}

start().catch((problem) => {
  byId("notice").hidden = false;
  byId("notice").textContent = `The dashboard could not start: ${problem.message}`;
});
