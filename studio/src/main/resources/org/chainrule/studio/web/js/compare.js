/** Two runs side by side: each with its picture and surface, both playable, what differs between them marked. */
import { html } from "./dom.js";
import { change, editing, reset, runs, single } from "./store.js";
import { KEYS } from "./state.js";
import { modelOf } from "./api.js";
import { StateChip, Where, play } from "./controls.js";
import { Network } from "./panels.js";
import { Surface } from "./surface.js";
import { Outcome } from "./outcome.js";
import { Curves } from "./curves.js";
import { Card, Icon } from "./parts.js";

const NAMES = {
  problem: "Problem", noise: "Noise", points: "Points", trainShare: "Trains on", dataSeed: "Draw of the points", features: "Inputs", layers: "Hidden layers",
  dropout: "Dropout", likelihood: "Likelihood", optimizer: "Optimiser", learningRate: "Learning rate", schedule: "Schedule", l1: "L1 penalty", l2: "L2 penalty",
  weightDecay: "Weight decay", clipNorm: "Clip gradient norm", batchSize: "Batch size", epochs: "Epochs", seed: "Seed", precision: "Precision",
};

function Side({ run }) {
  const name = run.key.toUpperCase();
  const frame = run.frame.value;
  const going = frame?.state === "playing";
  const setup = run.setup.value;
  return html`<section class=${`card side side-${run.key}`} id=${`run-${run.key}`} aria-labelledby=${`run-${run.key}-title`} data-test=${`run-${run.key}`}>
    <header class="card-head">
      <h2 id=${`run-${run.key}-title`}><span class="badge"><span class="visually-hidden">Run </span>${name}</span></h2><${StateChip} run=${run} />
      <div class="row tight">
        <button type="button" class="icon" aria-label=${`${going ? "Pause" : "Play"} run ${name}`} data-test=${`play-${run.key}`} disabled=${!frame}
          onClick=${() => (going ? run.ask("control", "pause") : play(run))}><${Icon} name=${going ? "pause" : "play"} /></button>
        <button type="button" class="icon" aria-label=${`Reset run ${name}`} data-test=${`reset-${run.key}`} onClick=${() => reset(run.key)}><${Icon} name="reset" /></button>
        ${run.id.value && html`<a class="button icon" aria-label=${`Download the model of run ${name}`} href=${modelOf(run.id.value)} download><${Icon} name="download" /></a>`}
        <button type="button" class="quiet" data-test=${`keep-${run.key}`} title=${`Back to one run, with the settings of ${name}`} onClick=${() => single(run.key)}>Keep ${name}</button>
      </div>
    </header>
    ${run.failure.value && html`<p class="wrong-settings" role="alert">${run.failure.value}</p>`}
    <${Where} run=${run} />
    <${Network} run=${run} compact />
    ${frame && (setup.points ? html`<${Surface} setup=${setup} frame=${frame} compact />` : html`<${Outcome} setup=${setup} frame=${frame} />`)}
  </section>`;
}

/** The two runs. */
export const Sides = () => html`<div class="two">${[runs.a, runs.b].map((run) => html`<${Side} key=${run.key} run=${run} />`)}</div>`;

/** What differs, as a table. */
function Differences() {
  const [a, b] = [runs.a.settings.value, runs.b.settings.value];
  const keys = KEYS.filter((key) => a[key] !== b[key]);
  if (!keys.length) return html`<p class="hint">The two runs have the same settings, so they are the same to the last bit. Change one of them.</p>`;
  const text = (value) => (value === undefined ? "–" : value === "" ? "none" : String(value).replaceAll(",", ", "));
  return html`<table class="table differences" data-test="differences"><thead><tr><th scope="col">Differs</th><th scope="col"><span class="badge side-a">A</span></th>
    <th scope="col"><span class="badge side-b">B</span></th></tr></thead>
    <tbody>${keys.map((key) => html`<tr key=${key}><th scope="row">${NAMES[key]}</th><td>${text(a[key])}</td><td>${text(b[key])}</td></tr>`)}</tbody></table>`;
}

/** Curves of both on one set of axes, and what differs. */
export function Comparison({ onStep }) {
  const other = editing.value === "a" ? "b" : "a";
  return html`<div class="column right">
    <${Card} id="curves" title="Learning curves of A and B"><${Curves} runs=${[runs.a, runs.b]} onStep=${onStep} /></${Card}>
    <${Card} id="differences" title="What differs"><${Differences} />
      <button type="button" data-test="copy-settings" onClick=${() => change({ ...runs[other].settings.value })}>Make ${editing.value.toUpperCase()} the same as ${other.toUpperCase()}</button>
    </${Card}>
  </div>`;
}
