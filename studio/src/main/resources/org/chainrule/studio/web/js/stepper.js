/** One layer at a time through the next step: the equation of the moment, its numbers, and the layer lit in the picture. */
import { html, useEffect, useLayoutEffect, useMemo, useRef, useState } from "./dom.js";
import { announce, notify } from "./notices.js";
import { count } from "./format.js";
import { lit } from "./lit.js";
import { PhaseEquations, phasesOf } from "./phases.js";

/** The pass of the step that comes next; asked for again when the run stands elsewhere. */
function usePass(api, step, playing, turn) {
  const [pass, setPass] = useState(null);
  const [failure, setFailure] = useState(null);
  useEffect(() => {
    if (playing) return undefined;
    let live = true;
    api.pass("next").then((got) => live && (setPass(got), setFailure(null)), (error) => live && setFailure(error.message));
    return () => {
      live = false;
    };
  }, [step, playing, turn]);
  return { pass, failure };
}

/** The panel; properties as in docs/studio-page.md. */
export function StepperPanel({ run, setup, frame, api, watching }) {
  const playing = frame.state === "playing";
  const weightsNow = useMemo(() => frame.layers.map((layer) => layer.norms?.weights).join(), [frame]);
  const { pass, failure } = usePass(api, frame.step, playing, weightsNow);
  const [at, setAt] = useState(0);
  const busy = useRef(false);
  const root = useRef(null);
  const phases = useMemo(() => (pass ? phasesOf(setup, pass) : []), [setup, pass]);
  const over = frame.state === "finished" || frame.state === "diverged";
  const phase = phases[Math.min(at, phases.length - 1)];

  useEffect(() => setAt(0), [frame.step]);
  useEffect(() => {
    lit.value = phase && !playing ? { ...phase.lit, run } : null;
    if (phase) announce(phase.title);
    return () => {
      lit.value = null;
    };
  }, [phase, playing, run]);

  const next = async () => {
    if (busy.current || !phase) return;
    if (playing) {
      notify("The run is playing; pause it to go layer by layer.", "note");
    } else if (at < phases.length - 1) {
      setAt(at + 1);
    } else if (watching || over) {
      setAt(0);
    } else {
      busy.current = true;
      await api.control("batch").catch((error) => notify(error.message));
      busy.current = false;
      setAt(0);
    }
  };
  const back = () => setAt(Math.max(0, at - 1));
  const latest = useRef(next);
  latest.current = next;
  useEffect(() => {
    const onward = () => latest.current();
    window.addEventListener("studio:layer", onward);
    return () => window.removeEventListener("studio:layer", onward);
  }, []);
  useLayoutEffect(() => root.current?.querySelector(".step-now")?.scrollIntoView?.({ block: "nearest", inline: "nearest" }), [at]);

  const onKey = (event) => {
    if (event.target.matches?.("input, select, .step-numbers") && event.key.startsWith("Arrow")) return;
    if (event.key === "ArrowRight") next();
    else if (event.key === "ArrowLeft") back();
    else if (event.key === "Home") setAt(0);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  if (failure) return html`<p class="step-failure" data-test="step-failure">${failure}</p>`;
  if (!phase) return html`<p class="soft">${playing ? "The run is playing; pause it to go layer by layer." : "Asking for the next step…"}</p>`;
  const end = at === phases.length - 1;
  return html`<div class="step-root" ref=${root} data-test="stepper" onKeyDown=${onKey}>
    <ol class="step-track" aria-label="Moments of the step">${phases.map((p, i) => html`<li key=${p.id}><button type="button" class=${`step-dot ${i === at ? "step-now" : i < at ? "step-done" : ""}`}
      aria-current=${i === at ? "step" : null} aria-label=${p.title} title=${p.title} data-test=${`step-to-${p.id}`} onClick=${() => setAt(i)}>${shortOf(p.id)}</button></li>`)}</ol>
    <div class="step-head"><div><h3 data-test="step-title" data-phase=${phase.id}>${phase.title}</h3><p class="soft small step-where">Step ${count(frame.step + 1)}, moment ${at + 1} of ${phases.length}</p></div>
      <div class="row step-buttons"><button type="button" class="button" data-test="step-back" disabled=${at === 0} onClick=${back}>← Back</button>
        <button type="button" class="button primary" data-test="step-next" disabled=${playing} onClick=${next}>${end ? (watching || over ? "From the start" : "Take this step") : "Next →"}</button></div></div>
    <p class="step-text">${phase.text}</p>
    ${over && end ? html`<p class="soft small step-text">The run has ended here; this is the step that would come next.</p>` : null}
    <${PhaseEquations} phase=${phase} /></div>`;
}

/** The moment in two or three signs. */
function shortOf(id) {
  const [what, layer] = id.split("-");
  return { input: "x", forward: `h${layer}`, output: "o", cost: "J", start: "δ", delta: `δ${layer}`, gradient: `∇${layer}`, update: "W" }[what];
}
