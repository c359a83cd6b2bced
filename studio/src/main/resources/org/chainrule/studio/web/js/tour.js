/** The guided tour: the lecture's equations on a network small enough to follow by hand, then a place to try. */
import { html, useCallback, useEffect, useMemo, useRef, useState } from "./dom.js";
import { announce, notify } from "./notices.js";
import { NetworkPanel } from "./network.js";
import { tourSteps } from "./tour-steps.js";
import { SourceLines } from "./tour-source.js";
import { Sandbox } from "./tour-sandbox.js";

const SETTINGS = { problem: "tour", layers: "3:tanh", optimizer: "sgd", learningRate: 0.5, batchSize: 1, precision: "float64", epochs: 100 };
const FIRST_WEIGHT = { kind: "weight", address: "1:0:0" };

/** The tour's own run, removed when the tour goes. */
function useOwnRun(api) {
  const [own, setOwn] = useState(null);
  const [failure, setFailure] = useState(null);
  useEffect(() => {
    let made = null;
    let live = true;
    api.create(SETTINGS).then((answer) => {
      made = answer;
      if (live) setOwn(answer);
      else answer.api.remove();
    }, (error) => live && setFailure(error.message));
    return () => {
      live = false;
      made?.api.remove();
    };
  }, []);
  const keep = useCallback((promise) => promise.then((frame) => (setOwn((old) => ({ ...old, frame })), frame), (error) => notify(error.message)), []);
  return { own, failure, keep };
}

/** One example and one weight of the run as it stands. */
function useNumbers(own, row, address, turn) {
  const [numbers, setNumbers] = useState(null);
  useEffect(() => {
    if (!own) return undefined;
    let live = true;
    Promise.all([own.api.pass(row), own.api.explain(address, String(row))]).then(([pass, explanation]) => live && setNumbers({ pass, explanation, address }), (error) => live && notify(error.message));
    return () => {
      live = false;
    };
  }, [own?.run, row, address, turn]);
  return numbers?.address === address ? numbers : null;
}

/** The panel; it has the whole width, and asks `api.create` for a run of its own. */
export function TourPanel({ api }) {
  const { own, failure, keep } = useOwnRun(api);
  const [at, setAt] = useState(0);
  const [row, setRow] = useState(null);
  const [turn, setTurn] = useState(0);
  const [selection, setSelection] = useState(FIRST_WEIGHT);
  useEffect(() => {
    own?.api.pass("next").then((pass) => setRow(pass.row), (error) => notify(error.message));
  }, [own?.run]);
  const numbers = useNumbers(row === null ? null : own, row, selection.address, turn);
  const steps = useMemo(() => {
    if (!numbers) return null;
    const [, i, j] = selection.address.split(":").map(Number);
    return tourSteps({ setup: own.setup, ...numbers, i, j });
  }, [numbers, own?.setup, selection.address]);
  const select = (next) => {
    const inFirst = next?.kind === "weight" && next.address.startsWith("1:") && !next.address.includes("bias");
    if (inFirst) setSelection(next);
    else if (next) notify("The tour follows a weight of layer 1, as the lecture does; click one between the inputs and the hidden units.", "note");
  };
  const root = useRef(null);
  // The arrow keys are the root's, so it takes the focus when it appears.
  useEffect(() => {
    if (root.current && !root.current.contains(document.activeElement)) root.current.focus({ preventScroll: true });
  }, [Boolean(own && steps)]);
  const own2 = useMemo(() => own && changing(own.api, keep, () => setTurn((n) => n + 1)), [own?.api, keep]);
  if (failure) return html`<p class="tour-failure" role="alert">${failure}</p>`;
  if (!own || !steps) return html`<p class="soft">Preparing the small network…</p>`;
  const last = steps.length;
  const go = (to) => setAt(Math.max(0, Math.min(last, to)));
  const onKey = (event) => {
    if (event.target.matches?.("input, select, .step-numbers, .tour-source") || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowRight") go(at + 1);
    else if (event.key === "ArrowLeft") go(at - 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const step = steps[at];
  return html`<div class="tour-root" ref=${root} tabindex="-1" data-test="tour" data-step=${step?.n ?? "try"} onKeyDown=${onKey}>
    <${Track} steps=${steps} at=${at} go=${go} />
    <div class="tour-lesson">${step ? html`<${Lesson} key=${step.n} step=${step} source=${api.source} />` : html`<${Sandbox} ...${{ own, row, numbers, selection, select, api: own2 }} />`}
      <div class="row tour-buttons"><button type="button" class="button" data-test="tour-back" disabled=${at === 0} onClick=${() => go(at - 1)}>← Back</button>
        <button type="button" class="button primary" data-test="tour-next" disabled=${at === last} onClick=${() => go(at + 1)}>${at === last - 1 ? "Try it →" : "Next →"}</button></div></div>
    <div class="tour-picture"><${NetworkPanel} run=${own.run} setup=${own.setup} frame=${own.frame} api=${own2} selection=${selection} select=${select} close=${() => {}} compact=${true} watching=${false}
      lit=${step ? step.lit : { values: { 0: numbers.pass.x, 1: numbers.pass.layers[0].h, 2: numbers.pass.o }, units: [0, 1, 2], links: [1, 2], direction: "still" }} /></div></div>`;
}

/** The run's requests; after each change the numbers are asked for again. */
function changing(api, keep, changed) {
  const after = (promise) => keep(promise).then((frame) => (changed(), frame));
  return { ...api, edit: (address, value) => after(api.edit(address, value)), control: (what) => after(api.control(what)), travel: (step) => after(api.travel(step)) };
}

function Track({ steps, at, go }) {
  const dot = (i, name, title, test) => html`<li><button type="button" class=${`step-dot ${i === at ? "step-now" : i < at ? "step-done" : ""}`} aria-current=${i === at ? "step" : null} aria-label=${title} title=${title}
    data-test=${test} onClick=${() => go(i)}>${name}</button></li>`;
  return html`<ol class="step-track tour-track" aria-label="Equations of the lecture">${steps.map((step, i) => dot(i, step.n, `Equation ${step.n}: ${step.title}`, `tour-to-${step.n}`))}${dot(steps.length, "Try", "Try it", "tour-to-try")}</ol>`;
}

/** One equation: plain words, the equation, its numbers, what to read with care, and its line in the reference engine. */
function Lesson({ step, source }) {
  const heading = useRef(null);
  useEffect(() => announce(`Equation ${step.n}: ${step.title}`), [step.n]);
  return html`<h3 ref=${heading} data-test="tour-title"><span class="tour-n">[${step.n}]</span> ${step.title}</h3>
    <div class="tour-words">${step.words}</div>
    <div class="eq lit step-symbols" data-test="tour-equation">${step.equation}</div>
    <div class="step-numbers" tabindex="0" role="group" aria-label="The numbers of this network" data-test="tour-numbers">${step.numbers}</div>
    ${step.after ? html`<p>${step.after}</p>` : null}
    ${step.slip ? html`<p class="tour-slip" data-test="tour-slip"><b>Read with care.</b> ${step.slip}</p>` : null}
    <${SourceLines} n=${step.n} source=${source} />`;
}
