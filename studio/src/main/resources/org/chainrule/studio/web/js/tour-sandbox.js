/** The tour's end: change a weight and see J follow, beside what its gradient promised; or let the network learn. */
import { html, useEffect, useRef, useState } from "./dom.js";
import { number } from "./format.js";
import { weightName } from "./net-tip.js";

/** One weight of layer 1 under a slider. */
export function Sandbox({ own, row, numbers, selection, api }) {
  const { pass, explanation } = numbers;
  const weight = explanation.weight.value;
  const [start, setStart] = useState(null);
  const [draft, setDraft] = useState(null);
  const sending = useRef(false);
  const wanted = useRef(null);
  useEffect(() => {
    setStart({ weight, cost: pass.cost, gradient: explanation.gradient });
    setDraft(null);
  }, [selection.address, pass.step]);
  const [next, setNext] = useState(null);
  useEffect(() => {
    let live = true;
    api.pass("next").then((coming) => live && setNext(coming.row), () => live && setNext(null));
    return () => {
      live = false;
    };
  }, [pass.step]);
  const send = async (value) => {
    setDraft(value);
    wanted.current = value;
    if (sending.current) return;
    sending.current = true;
    while (wanted.current !== null) {
      const next = wanted.current;
      wanted.current = null;
      await api.edit(selection.address, next);
    }
    sending.current = false;
  };
  const from = start ?? { weight, cost: pass.cost, gradient: explanation.gradient };
  const shown = draft ?? weight;
  const change = weight - from.weight;
  const target = own.setup.classes[pass.y?.[0]] ?? "";
  return html`<h3 data-test="tour-title">Try it</h3>
    <p>Move the weight and see the cost of this example follow. The gradient promises how J begins to change; the further the weight goes, the more the curve bends away from the promise.</p>
    <label class="tour-slider"><span>${weightName(own.setup, selection.address)} = <b class="number">${number(shown)}</b></span>
      <input type="range" min="-3" max="3" step="0.05" value=${shown} data-test="tour-slider" onInput=${(event) => send(Number(event.currentTarget.value))} /></label>
    <dl class="tour-facts"><div><dt>J now</dt><dd class="mic-big" data-test="tour-cost" data-value=${pass.cost}>${number(pass.cost, 4)}</dd></div>
      <div><dt>J changed by</dt><dd data-test="tour-changed">${number(pass.cost - from.cost, 3)}</dd></div>
      <div><dt>the gradient promised</dt><dd data-test="tour-promised">${number(from.gradient * change, 3)}</dd></div>
      <div><dt>gradient now</dt><dd>${number(explanation.gradient, 3)}</dd></div></dl>
    <${Meter} pass=${pass} outputs=${own.setup.outputs} target=${target} />
    <div class="row"><button type="button" class="button" data-test="tour-reset" disabled=${change === 0} onClick=${() => send(from.weight)}>Put it back</button>
      <button type="button" class="button" data-test="tour-batch" onClick=${() => api.control("batch")}>${next === null ? "Take a step" : `Take a step with row ${next}`}</button>
      <button type="button" class="button" data-test="tour-epoch" onClick=${() => api.control("epoch")}>Finish the epoch</button>
      <button type="button" class="button" data-test="tour-start" disabled=${pass.step === 0} onClick=${() => api.travel(0)}>Back to step 0</button></div>
    <p class="soft small">The numbers are those of row ${row}, at step ${pass.step}.${next !== null && next !== row ? ` A step learns from the next row of the shuffled epoch, row ${next}, so the cost of row ${row} may also rise.` : ""} Click another weight between the inputs and the hidden units to move that one.</p>`;
}

/** The outputs as bars, the true one named. */
function Meter({ pass, outputs, target }) {
  return html`<div class="tour-meter" role="group" aria-label="The outputs">${pass.o.map((o, k) => html`<div class="tour-output"><span>${String(outputs[k])}${String(outputs[k]) === target ? " (the truth)" : ""}</span>
    <span class="tour-track-bar"><span class="tour-fill" style=${{ width: `${100 * o}%` }}></span></span><span class="number">${number(o)}</span></div>`)}</div>`;
}
