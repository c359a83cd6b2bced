/** The settings on the left: what is learned, from which data, and how. */
import { html, useEffect, useState } from "./dom.js";
import { catalog, change, comparing, editing, runs, toDefaults } from "./store.js";
import { defaultsOf, problemOf, DRAWN_ONLY } from "./state.js";
import { plans } from "./plan.js";
import { Card, Choice, CopyButton, Icon, NumberChoice, NumberField, Slider } from "./parts.js";
import { FeatureThumb, ProblemThumb } from "./thumbs.js";

const FEATURES = [["x", "x"], ["y", "y"], ["xy", "xy"], ["x2", "x²"], ["y2", "y²"], ["sinx", "sin x"], ["siny", "sin y"]];
const SHORT = { gaussians: "Gaussians", xor: "XOR", circle: "Circle", spiral: "Spiral", plane: "Plane", bumps: "Bumps", penguins: "Penguins", weather: "Weather" };
const KINDS = { classification: "Classification", regression: "Regression" };

const ROWS = [16, 32, 64, 128, 256, 512];
const BATCHES = [1, 2, 4, 5, 8, 10, 16, 20, 30, ...ROWS.slice(1), 1024, 2048, 4096];
const RATES = [0.00003, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];
const REGULARISERS = [["l1", "L1 penalty"], ["l2", "L2 penalty"], ["weightDecay", "Weight decay"], ["clipNorm", "Clip gradient norm"]];
const LIKELIHOODS = {
  auto: "auto (fits the target)", categorical: "categorical (softmax)", bernoulli: "bernoulli (sigmoid)", gaussian: "gaussian (squared error)",
  "gaussian-variance": "gaussian, with variance", laplace: "laplace (absolute error)", poisson: "poisson (counts)",
};

const settings = () => runs[editing.value].settings.value;

/** Whether the two runs of a comparison differ in a setting. */
export function differs(key) {
  return comparing.value && runs.a.settings.value[key] !== runs.b.settings.value?.[key];
}

function Problems() {
  const chosen = settings().problem;
  const table = catalog.value.table;
  const offered = [...(table ? [problemOf(catalog.value, "table")] : []), ...catalog.value.problems.filter(({ id }) => id !== "table" && id !== "tour")];
  const { kind, text } = problemOf(catalog.value, chosen);
  const tile = ({ id, title }) => html`<label key=${id} class=${`problem-tile ${id === chosen ? "chosen" : ""}`} title=${title}>
    <input type="radio" name="problem" class="visually-hidden" value=${id} checked=${id === chosen} data-test=${`problem-${id}`}
      onChange=${() => change({ problem: id })} />
    <${ProblemThumb} id=${id} /><span>${SHORT[id] ?? (id === "table" ? "Your table" : title)}</span></label>`;
  return html`<fieldset id="problem" class=${differs("problem") ? "differs" : ""}>
    <legend>Problem${differs("problem") && html`<span class="mark" title="The two runs differ here"> ≠</span>`}</legend>
    <div class="tiles">${offered.map(tile)}</div>
    <p class="hint" id="problem-text">${kind && html`<b>${KINDS[kind]}.</b> `}${text}</p>
  </fieldset>`;
}

function Features() {
  const chosen = settings().features.split(",").filter(Boolean);
  const toggle = (id) => {
    const next = FEATURES.map(([name]) => name).filter((name) => (name === id ? !chosen.includes(id) : chosen.includes(name)));
    if (next.length) change({ features: next.join(",") });
  };
  return html`<fieldset id="features" class=${differs("features") ? "differs" : ""}>
    <legend>Inputs${differs("features") && html`<span class="mark" title="The two runs differ here"> ≠</span>`}</legend>
    <div class="features">
      ${FEATURES.map(([id, text]) => {
        const on = chosen.includes(id);
        const last = on && chosen.length === 1;
        return html`<label key=${id} class=${`feature ${on ? "chosen" : ""}`} title=${last ? "At least one input is needed" : text}>
          <input type="checkbox" class="visually-hidden" checked=${on} disabled=${last} data-test=${`feature-${id}`} onChange=${() => toggle(id)} />
          <${FeatureThumb} id=${id} /><span>${text}</span></label>`;
      })}
    </div>
  </fieldset>`;
}

function Data() {
  const s = settings();
  const drawn = problemOf(catalog.value, s.problem).drawn;
  return html`<${Card} id="data" title="Data">
    <${Problems} />
    ${drawn && html`<div class="pair">
      <${Slider} id="noise" label="Noise" value=${s.noise} text=${`${Math.round(s.noise * 100)} %`} min=0 max=0.5 step=0.05 mark=${differs("noise")}
        onChange=${(noise) => change({ noise })} />
      <${Slider} id="trainShare" label="Trains on" value=${s.trainShare} text=${`${Math.round(s.trainShare * 100)} %`} min=0.1 max=0.9 step=0.05
        mark=${differs("trainShare")} onChange=${(trainShare) => change({ trainShare })} />
      <${NumberField} id="points" label="Points" value=${s.points} min=${50} max=${5000} whole mark=${differs("points")} onChange=${(points) => change({ points })} />
      <div class="field" id="dataSeed"><span class="label">Other points${differs("dataSeed") && html`<span class="mark"> ≠</span>`}</span>
        <button type="button" data-test="dataSeed" title="Draws other points of the same problem" onClick=${() => change({ dataSeed: s.dataSeed + 1 })}>
          <${Icon} name="dice" /> Draw ${s.dataSeed}</button></div>
    </div>
    <${Features} />`}
    ${!drawn && html`<${Slider} id="trainShare" label="Trains on" value=${s.trainShare} text=${`${Math.round(s.trainShare * 100)} %`} min=0.1 max=0.9
      step=0.05 mark=${differs("trainShare")} onChange=${(trainShare) => change({ trainShare })} />`}
  </${Card}>`;
}

function Learning() {
  const s = settings();
  const kind = problemOf(catalog.value, s.problem).kind ?? runs[editing.value].setup.value?.task ?? "regression";
  const { likelihoods, optimizers, schedules } = catalog.value;
  const names = likelihoods[kind === "regression" ? "regression" : "classification"];
  const offered = names.includes("auto") ? names : ["auto", ...names];
  const [open, setOpen] = useState(false);
  const off = REGULARISERS.every(([key]) => s[key] === 0) && s.dropout === 0;
  useEffect(() => {
    if (!off) setOpen(true);
  }, [off]);
  return html`<${Card} id="learning" title="Learning">
    <div class="pair">
      <${Choice} id="optimizer" label="Optimiser" value=${s.optimizer} options=${optimizers} mark=${differs("optimizer")} onChange=${(optimizer) => change({ optimizer })} />
      <${NumberChoice} id="learningRate" label="Learning rate" value=${s.learningRate} options=${RATES} min=${0} above mark=${differs("learningRate")}
        onChange=${(learningRate) => change({ learningRate })} />
      <${Choice} id="schedule" label="Schedule" value=${s.schedule} options=${schedules} mark=${differs("schedule")} onChange=${(schedule) => change({ schedule })} />
      <${NumberChoice} id="batchSize" label="Batch size" value=${s.batchSize} options=${BATCHES} min=${1} max=${4096} whole mark=${differs("batchSize")}
        onChange=${(batchSize) => change({ batchSize })} />
    </div>
    <${Choice} id="likelihood" label="Likelihood" value=${s.likelihood} options=${offered.map((name) => [name, LIKELIHOODS[name] ?? name])} mark=${differs("likelihood")}
      onChange=${(likelihood) => change({ likelihood })} />
    <div class="triple">
      <${NumberField} id="epochs" label="Epochs" value=${s.epochs} min=${1} max=${100000} whole mark=${differs("epochs")} onChange=${(epochs) => change({ epochs })} />
      <${NumberField} id="seed" label="Seed" value=${s.seed} min=${0} whole mark=${differs("seed")} onChange=${(seed) => change({ seed })} />
      <${Choice} id="precision" label="Precision" value=${s.precision} options=${["float32", "float64"]} mark=${differs("precision")}
        onChange=${(precision) => change({ precision })} />
    </div>
    <details id="regularisation" open=${open} onToggle=${(event) => setOpen(event.target.open)}>
      <summary>Regularisation ${off ? html`<span class="soft">off</span>` : html`<span class="chip">on</span>`}</summary>
      <${Slider} id="dropout" label="Dropout" value=${s.dropout} text=${s.dropout ? `${Math.round(s.dropout * 100)} %` : "off"} min=0 max=0.9 step=0.05
        mark=${differs("dropout")} onChange=${(dropout) => change({ dropout })} />
      <div class="pair">${REGULARISERS.map(([key, label]) => html`<${NumberField} key=${key} id=${key} label=${label} value=${s[key]} min=${0} mark=${differs(key)}
        onChange=${(n) => change({ [key]: n })} />`)}</div>
    </details>
  </${Card}>`;
}

function Command() {
  const { answer } = plans[editing.value].value;
  if (!answer) return null;
  if (!answer.command) return html`<${Card} id="command" title="By the command line"><p class="hint" data-test="command-none">These settings cannot be said there: drawn points
    are in no file. With a table the command that trains the same bits stands here.</p></${Card}>`;
  return html`<${Card} id="command" title="The same by the command line">
    <pre class="command" tabindex="0" data-test="command-text">${answer.command}</pre>
    <${CopyButton} text=${answer.command} label="Copy the command" test="command-copy" />
  </${Card}>`;
}

function Sides() {
  return html`<div class="sides" role="group" aria-label="Settings of which run">
    ${["a", "b"].map((key) => html`<button type="button" key=${key} class=${`side-${key}`} aria-pressed=${editing.value === key} data-test=${`edit-${key}`}
      onClick=${() => (editing.value = key)}>Run ${key.toUpperCase()}</button>`)}
  </div>`;
}

/** The settings of the run that is being edited. */
export function Settings() {
  const s = settings();
  const standard = defaultsOf(catalog.value, s.problem);
  const changed = Object.keys(standard).filter((key) => !DRAWN_ONLY.has(key) || key in s).some((key) => s[key] !== standard[key]);
  const { problem } = plans[editing.value].value;
  return html`<div class="settings" id="settings" aria-label="Settings" role="group">
    ${comparing.value && html`<${Sides} />`}
    ${problem && html`<p class="wrong-settings" role="alert" data-test="settings-problem">${problem}</p>`}
    <${Data} />
    <${Learning} />
    <${Command} />
    ${changed && html`<button type="button" class="quiet" data-test="defaults" onClick=${toDefaults}>Back to the defaults</button>`}
  </div>`;
}
