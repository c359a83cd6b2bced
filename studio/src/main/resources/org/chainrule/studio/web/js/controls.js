/** Play, pause, one batch, one epoch, one layer, reset, speed, and where the runs are. */
import { html } from "./dom.js";
import { comparing, hide, reset, runs, shown, speed, view, watching } from "./store.js";
import { modelOf } from "./api.js";
import { count, metricTitle, number } from "./format.js";
import { hasMetric } from "./curves.js";
import { Icon } from "./parts.js";

/** Steps a second that the slider offers; null is as fast as it goes. */
const SPEEDS = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 10000, null];

const playing = () => shown().some((run) => run.frame.value?.state === "playing");
const over = (run) => ["finished", "diverged"].includes(run.frame.value?.state);
const ended = () => shown().every(over);

/** Plays one run, from the start if it has ended. */
export async function play(run) {
  if (over(run)) await reset(run.key);
  return run.ask("control", "play", speed.value);
}

/** Plays all shown runs, or pauses them. */
async function playOrPause() {
  if (playing()) return Promise.all(shown().map((run) => run.ask("control", "pause")));
  const all = ended();
  return Promise.all(shown().filter((run) => all || !over(run)).map(play));
}

/** One batch or one epoch on every shown run. */
const advance = (what) => Promise.all(shown().filter((run) => !over(run)).map((run) => run.ask("control", what)));

/** Back to step 0, all shown runs. */
const resetAll = () => Promise.all(shown().map((run) => reset(run.key)));

/** Opens the view of one layer at a time, or goes one layer on in it. */
function oneLayer() {
  const pause = shown().filter((run) => run.frame.value?.state === "playing").map((run) => run.ask("control", "pause"));
  if (view.value !== "step") {
    view.value = "step";
    return Promise.all(pause);
  }
  window.dispatchEvent(new CustomEvent("studio:layer"));
  return Promise.all(pause);
}

function setSpeed(at) {
  speed.value = SPEEDS[at];
  for (const run of shown()) if (run.frame.value?.state === "playing") run.ask("control", "play", speed.value);
}

function Speed() {
  const at = SPEEDS.indexOf(speed.value);
  const text = speed.value === null ? "as fast as it goes" : `${count(speed.value)} ${speed.value === 1 ? "step" : "steps"} a second`;
  return html`<div class="speed" id="speed">
    <label for="speed-input">Speed</label>
    <input type="range" id="speed-input" data-test="speed" min="0" max=${SPEEDS.length - 1} step="1" value=${at} aria-valuetext=${text}
      onInput=${(event) => setSpeed(Number(event.target.value))} />
    <output for="speed-input">${speed.value === null ? "max" : `${count(speed.value)}/s`}</output>
  </div>`;
}

function Button({ name, sign, label, keys, onClick, children, disabled, primary }) {
  return html`<button type="button" id=${name} class=${primary ? "primary play" : "control"} data-test=${name} title=${keys ? `${label} (${keys})` : label} aria-label=${label}
    aria-keyshortcuts=${keys} disabled=${disabled} onClick=${onClick}><${Icon} name=${sign} />${children && html`<span>${children}</span>`}</button>`;
}

/** Where one run is. */
export function Where({ run }) {
  const frame = run.frame.value;
  if (!frame) return null;
  const last = frame.curve[frame.curve.length - 1];
  const epochs = run.setup.value.epochs;
  return html`<dl class="where" aria-label="Where the run is">
    <div id="epoch"><dt>Epoch</dt><dd data-test="epoch-count">${count(frame.epoch)}<span class="of"> / ${count(epochs)}</span></dd></div>
    <div id="step"><dt>Step</dt><dd data-test="step-count">${count(frame.step)}</dd></div>
    <div id="loss-training"><dt>Training<span class="word"> loss</span></dt><dd class="training" data-test="training-loss">${number(last?.[2] ?? frame.loss)}</dd></div>
    ${last?.[3] !== null && last?.[3] !== undefined && html`<div id="loss-validation"><dt>Validation<span class="word"> loss</span></dt><dd class="validation" data-test="validation-loss">${number(last[3])}</dd></div>`}
    ${hasMetric(frame) && last?.[4] !== null && last?.[4] !== undefined && html`<div id="metric"><dt>${metricTitle(frame.metricName)}</dt><dd data-test="metric">${number(last[4])}</dd></div>`}
  </dl>`;
}

/** A training elsewhere that was interrupted has ended, but not finished. */
const wordOf = (run, frame) => (frame.state === "finished" && run.watched && frame.epoch < run.setup.value.epochs ? "ended" : frame.state);

/** The state of a run as a chip with words. */
export function StateChip({ run }) {
  if (run.lost.value) return html`<span class="chip bad" data-test="state">connection lost, trying again</span>`;
  if (run.starting.value && !run.frame.value) return html`<span class="chip" data-test="state">starting</span>`;
  const frame = run.frame.value;
  if (!frame) return null;
  return html`<span class=${`chip state-${wordOf(run, frame)}`} data-test="state" title=${frame.message || null}>${wordOf(run, frame)}</span>`;
}

/** The keys of the whole page; while watching, and where a lesson has hidden the bar, only what opens and closes. */
export function keyboard(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target;
  if (target.closest?.("input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select, dialog, [contenteditable]")) return;
  if (event.key === "Escape" && view.value !== "") {
    view.value = "";
    return;
  }
  if (watching.value) return;
  const quiet = view.value === "tour" || ["controls", "travel"].every((part) => hide.value.includes(part));
  const verbs = { b: () => advance("batch"), e: () => advance("epoch"), l: oneLayer, r: resetAll, t: () => (view.value = view.value === "tour" ? "" : "tour") };
  if (event.key === " " && !quiet && !target.closest?.("button, summary, a, input, [role=button], [role=tab]")) {
    event.preventDefault();
    playOrPause();
  } else if (!event.repeat && verbs[event.key.toLowerCase()] && (!quiet || event.key.toLowerCase() === "t")) verbs[event.key.toLowerCase()]();
}

/** The bar of controls. */
export function Controls() {
  const busy = !shown().every((run) => run.frame.value);
  const going = playing();
  const first = runs.a.setup.value?.firstStep ?? 0;
  // a model behind its last epoch has no step to play, not even from its start
  const stuck = shown().every((run) => first > 0 && run.frame.value?.state === "finished" && run.frame.value.seen === first);
  const done = ended() && !busy;
  const label = going ? "Pause" : done ? "Play again from the start" : "Play";
  return html`<div class="controls" id="controls" role="toolbar" aria-label="Training">
    <${Button} name="play" sign=${going ? "pause" : "play"} label=${label} keys="Space" disabled=${busy || stuck} onClick=${playOrPause} primary />
    <div class="joined">
      <${Button} name="batch" sign="batch" label="One batch" keys="B" disabled=${busy || done} onClick=${() => advance("batch")}>Batch</${Button}>
      <${Button} name="one-epoch" sign="epoch" label="One epoch" keys="E" disabled=${busy || done} onClick=${() => advance("epoch")}>Epoch</${Button}>
      <${Button} name="one-layer" sign="layer" label="One layer" keys="L" disabled=${busy || done} onClick=${oneLayer}>Layer</${Button}>
    </div>
    <${Button} name="reset" sign="reset" label=${first > 0 ? `Reset to step ${count(first)}` : "Reset to step 0"} keys="R" disabled=${busy} onClick=${resetAll} />
    <${Speed} />
    ${!comparing.value && html`<${StateChip} run=${runs.a} />`}
    ${!comparing.value && html`<${Where} run=${runs.a} />`}
    ${!comparing.value && runs.a.id.value && html`<a class="button control" id="download" data-test="download" href=${modelOf(runs.a.id.value)} download
      title="Downloads the network as it stands, as a .chainrule file" aria-label="Download the model"><${Icon} name="download" /><span>Model</span></a>`}
  </div>`;
}
