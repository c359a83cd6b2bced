/** The page of chainrule serve: one row by hand, and what the model says of it. It knows no mathematics. */
import { build, element, fill, row } from "./form.js";

const $ = (id) => document.getElementById(id);
let token = "";
let model = null;
let turn = 0;

async function ask(path, body) {
  const headers = body === undefined ? {} : { "Content-Type": "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  const answer = await fetch(path, { method: body === undefined ? "GET" : "POST", headers, body, cache: "no-store" });
  const text = await answer.text();
  if (!answer.ok) {
    let said = text;
    try {
      said = JSON.parse(text).error ?? text;
    } catch {
      // Not of this server: shown as it is.
    }
    throw Object.assign(new Error(said || `the server answered ${answer.status}`), { status: answer.status });
  }
  return text;
}

function problem(wrong) {
  const line = $("problem");
  line.hidden = wrong === null;
  line.textContent = wrong === null ? "" : wrong.message;
  if (wrong?.status === 401) {
    $("token-form").hidden = false;
    $("token").focus();
  }
}

const percent = (p) => (p > 0 && p < 0.001 ? "< 0.1 %" : `${(100 * p).toFixed(1)} %`);
const digits = (value) => (value === null ? "unbounded" : String(Number(value.toPrecision(6))));

function bars(probabilities, best) {
  const sorted = Object.entries(probabilities).sort((a, b) => b[1] - a[1]);
  return element("ol", { className: "bars" }, ...sorted.map(([name, p]) => {
    const fillBar = element("i");
    fillBar.style.width = `${100 * p}%`;
    const track = element("div", { className: "bar-track", ariaHidden: "true" }, fillBar);
    const head = element("div", { className: "bar-head" }, element("span", { className: "bar-name" }, name), element("span", {}, percent(p)));
    return element("li", { className: name === best ? "best" : "" }, head, track);
  }));
}

function figures(pairs) {
  const list = element("dl", { className: "figures" });
  for (const [name, value] of pairs) list.append(element("dt", {}, name), element("dd", {}, value));
  return list;
}

function show(answer) {
  const classes = answer.label !== undefined;
  const verdict = element("div", { className: "verdict" }, classes ? answer.label : digits(answer.value));
  verdict.dataset.test = "verdict";
  const more = [];
  if (classes) {
    more.push(bars(answer.probabilities, answer.label));
    if (answer.set) more.push(figures([["90 % set", answer.set.join(", ") || "none is probable enough"]]));
  } else {
    const pairs = [];
    if (answer.deviation !== undefined) pairs.push(["standard deviation", digits(answer.deviation)]);
    for (const [level, value] of Object.entries(answer.quantiles ?? {})) pairs.push([`quantile ${level}`, digits(value)]);
    if (answer.interval) pairs.push(["90 % interval", `${digits(answer.interval[0])} to ${digits(answer.interval[1])}`]);
    if (pairs.length > 0) more.push(figures(pairs));
  }
  $("answer").replaceChildren(element("div", { className: "verdict-of" }, model.target), verdict, ...more);
  $("answer").hidden = false;
  $("waiting").hidden = true;
}

async function predict(event) {
  event.preventDefault();
  const mine = ++turn;
  const body = JSON.stringify({ row: row($("columns"), model.columns) });
  const begun = performance.now();
  try {
    const text = await ask(`/models/${model.name}/predict${model.calibrated ? "?coverage=0.9" : ""}`, body);
    if (mine !== turn) return;
    problem(null);
    show(JSON.parse(text));
    $("time").textContent = `${(performance.now() - begun).toFixed(1)} ms`;
    $("request").textContent = `POST /models/${model.name}/predict\n${body}`;
    $("response").textContent = text;
    $("said").hidden = false;
  } catch (wrong) {
    if (mine !== turn) return;
    $("answer").hidden = true;
    $("time").textContent = "";
    problem(wrong);
  }
}

async function choose(name) {
  model = JSON.parse(await ask(`/models/${encodeURIComponent(name)}`));
  $("model-title").textContent = model.name;
  document.title = `${model.name}: try a prediction`;
  $("version").textContent = `version ${model.version}`;
  $("version").hidden = false;
  const of = model.task === "classification" ? `one of ${model.classes.length} classes` : "a number";
  $("about").textContent = `Predicts ${model.target}, ${of}, from ${model.columns.length} ${model.columns.length === 1 ? "column" : "columns"}.`;
  build($("columns"), model.columns);
  $("answer").hidden = true;
  $("said").hidden = true;
  $("waiting").hidden = false;
  $("time").textContent = "";
}

async function start() {
  try {
    const { models } = JSON.parse(await ask("/models"));
    $("token-form").hidden = true;
    $("form").hidden = false;
    $("model").replaceChildren(...models.map(({ name }) => element("option", { value: name }, name)));
    $("model-field").hidden = models.length < 2;
    await choose(models[0].name);
    problem(null);
  } catch (wrong) {
    $("form").hidden = true;
    problem(wrong);
  }
}

const system = window.matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (document.documentElement.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
function nameTheme() {
  $("theme").textContent = isDark() ? "Light" : "Dark";
  $("theme").setAttribute("aria-label", isDark() ? "Switch to light" : "Switch to dark");
}
$("theme").addEventListener("click", () => {
  const theme = isDark() ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem("chainrule.theme", theme);
  } catch {
    // Private windows may have no storage; the choice then lasts as long as the page.
  }
  nameTheme();
});
system.addEventListener("change", nameTheme);
$("form").addEventListener("submit", predict);
$("typical").addEventListener("click", () => fill($("columns"), model.columns));
$("model").addEventListener("change", () => choose($("model").value).catch(problem));
$("token-form").addEventListener("submit", (event) => {
  event.preventDefault();
  token = $("token").value.trim();
  start();
});
nameTheme();
start();
