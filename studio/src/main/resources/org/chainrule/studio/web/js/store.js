/** What the page knows, and how it follows the address and the address follows it. */
import { signal, computed, effect, batch } from "./dom.js";
import { Run } from "./run.js";
import { defaultsOf, format, parse, selectionOf, viewOf, withProblem } from "./state.js";
import { announce, notify } from "./notices.js";

export const catalog = signal(null);
export const runs = { a: new Run("a"), b: new Run("b") };
export const comparing = signal(false);
/** Which run the settings show. */
export const editing = signal("a");
export const view = signal("");
export const hide = signal([]);
/** Steps a second while playing; null is as fast as it goes. */
export const speed = signal(250);
export const watching = computed(() => catalog.value?.mode === "watch");
/** Whether the page shows a model that was trained already: its settings are past, and not to be chosen. */
export const opened = computed(() => Boolean(catalog.value?.model) && (watching.value || runs.a.settings.value?.problem === "model"));

/** The runs on the page. */
export const shown = () => (comparing.value ? [runs.a, runs.b] : [runs.a]);

/** The run that a view of a weight or a unit belongs to. */
export const viewSide = computed(() => (comparing.value && view.value.startsWith("b.") ? "b" : "a"));
export const selection = computed(() => selectionOf(view.value));

/** The address of the page as it is, without #. */
const still = () => !runs.a.starting.value && !(comparing.value && runs.b.starting.value);
export const fragment = computed(() => (catalog.value === null || runs.a.settings.value === null || watching.value || !still() ? null : format(catalog.value, {
  a: runs.a.settings.value,
  b: comparing.value ? runs.b.settings.value : null,
  edits: { a: runs.a.edits.value, b: runs.b.edits.value },
  hide: hide.value,
  view: view.value,
})));

const timers = { address: 0, a: 0, b: 0 };

/** Starts a run again, keeping it playing if it played. Called a moment after the last change of its settings. */
function restart(key, wait = 0) {
  const run = runs[key];
  const play = run.frame.value?.state === "playing";
  run.starting.value = true;
  clearTimeout(timers[key]);
  timers[key] = setTimeout(() => run.start(play, speed.value), wait);
}

/** Begins again at the first step, paused, with the same settings and without changed weights. */
export function reset(key) {
  clearTimeout(timers[key]);
  runs[key].edits.value = [];
  announce(`Back to step ${runs[key].setup.value?.firstStep ?? 0}`);
  return runs[key].start(false);
}

/** Changes settings of the run that is being edited; a new run starts. */
export function change(patch, key = editing.value) {
  const run = runs[key];
  const before = run.settings.value;
  const after = patch.problem && patch.problem !== before.problem ? { ...withProblem(catalog.value, before, patch.problem), ...patch } : { ...before, ...patch };
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  batch(() => {
    run.settings.value = after;
    run.edits.value = [];
    if (selectionOf(view.value) && (patch.layers !== undefined || patch.features !== undefined || patch.problem !== undefined)) view.value = "";
  });
  restart(key, 250);
}

/** Selects a weight or a unit of one run, or nothing. */
export function select(chosen, key = "a") {
  view.value = viewOf(chosen, key);
}

/** Opens a second run beside the first, the same but for another seed. */
export function compare() {
  batch(() => {
    runs.b.settings.value = { ...runs.a.settings.value, seed: runs.a.settings.value.seed + 1 };
    runs.b.edits.value = [];
    comparing.value = true;
    editing.value = "b";
  });
  announce("Two runs side by side. The settings now belong to run B.");
  restart("b");
}

/** Back to one run: the one that is kept becomes the first. */
export function single(keep = "a") {
  const chosen = runs[keep].settings.value;
  const edits = runs[keep].edits.value;
  runs.b.leave();
  batch(() => {
    comparing.value = false;
    editing.value = "a";
    if (view.value.startsWith("b.")) view.value = "";
    if (keep === "b") {
      runs.a.settings.value = chosen;
      runs.a.edits.value = edits;
    }
  });
  if (keep === "b") restart("a");
}

/** Puts every setting back to the problem's defaults. */
export const toDefaults = () => change(defaultsOf(catalog.value, runs[editing.value].settings.value.problem));

function same(run, settings, edits) {
  return JSON.stringify([run.settings.value, run.edits.value]) === JSON.stringify([settings, edits]);
}

/** Reads the address into the page; runs start only where something that they depend on has changed. */
export function readAddress() {
  const state = parse(catalog.value, location.hash);
  if (state.unknown) notify(`The address asks for the problem "${state.unknown}", which this studio does not have; it shows "${state.a.problem}".`);
  const begin = [];
  batch(() => {
    if (!same(runs.a, state.a, state.edits.a) || !runs.a.id.value) {
      runs.a.settings.value = state.a;
      runs.a.edits.value = state.edits.a;
      runs.a.goal = state.step;
      begin.push("a");
    }
    if (state.b && (!comparing.value || !same(runs.b, state.b, state.edits.b))) {
      runs.b.settings.value = state.b;
      runs.b.edits.value = state.edits.b;
      runs.b.goal = state.step;
      begin.push("b");
    }
    comparing.value = state.b !== null;
    if (!state.b) editing.value = "a";
    hide.value = state.hide;
    view.value = state.view;
  });
  if (!state.b) runs.b.leave();
  begin.forEach((key) => restart(key));
}

/** A link to the page as it is seen now: its address, and the step where the first run stands. */
export function linkHere() {
  const step = runs.a.frame.value?.step ?? 0;
  if (!step || watching.value) return location.href;
  return `${location.origin}${location.pathname}#${[location.hash.slice(1), `step=${step}`].filter(Boolean).join("&")}`;
}

/** The page's address follows its state; a moment is waited for, so that a slider makes one entry of the history. */
export function followAddress() {
  const write = (text) => {
    const here = location.hash.replace(/^#/, "");
    if (text === null || text === here) return;
    history.pushState(null, "", text ? `#${text}` : location.pathname + location.search);
  };
  effect(() => {
    const text = fragment.value;
    clearTimeout(timers.address);
    timers.address = setTimeout(() => write(text), 350);
  });
  // Back, forward and an address typed in.
  window.addEventListener("popstate", () => {
    clearTimeout(timers.address);
    readAddress();
  });
}
