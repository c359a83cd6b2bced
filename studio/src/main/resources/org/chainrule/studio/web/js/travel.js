/** The time line: back to any step that was seen, and on from there. */
import { html, useRef, useState } from "./dom.js";
import { shown } from "./store.js";
import { announce } from "./notices.js";
import { count } from "./format.js";

/**
 * Travels every shown run to a step; while an answer is awaited only the latest wish is kept.
 * @returns {(step: number) => void}
 */
function useTraveller() {
  const state = useRef({ wanted: null, busy: false });
  return async (step) => {
    const kept = state.current;
    kept.wanted = step;
    if (kept.busy) return;
    kept.busy = true;
    while (kept.wanted !== null) {
      const to = kept.wanted;
      kept.wanted = null;
      await Promise.all(shown().filter((run) => run.frame.value).map((run) => run.ask("travel", Math.min(to, run.frame.value.seen))));
    }
    kept.busy = false;
    announce(`At step ${count(step)}`);
  };
}

/** The time line of the page. */
export function Travel() {
  const travel = useTraveller();
  const [held, setHeld] = useState(null);
  const frames = shown().map((run) => run.frame.value).filter(Boolean);
  const seen = Math.max(0, ...frames.map((frame) => frame.seen));
  const first = Math.min(...shown().map((run) => run.setup.value?.firstStep ?? 0));
  const here = Math.max(0, ...frames.map((frame) => frame.step));
  const perEpoch = frames[0]?.stepsPerEpoch ?? 1;
  const shownStep = Math.min(held ?? here, seen);
  const go = (step) => {
    const to = Math.max(first, Math.min(seen, step));
    setHeld(to);
    travel(to);
  };
  const key = (event) => {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: perEpoch, PageDown: -perEpoch }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    go(shownStep + by * (event.shiftKey ? 10 : 1));
  };
  const behind = here < seen;
  return html`<div class="travel" id="travel">
    <label for="travel-input">Time</label>
    <button type="button" class="quiet icon" aria-label="One step back" data-test="travel-back" disabled=${here <= first} onClick=${() => go(here - 1)}>‹</button>
    <input type="range" id="travel-input" data-test="travel" aria-label="Time: the steps seen" min=${first} max=${Math.max(first + 1, seen)} step="1" value=${shownStep} disabled=${seen <= first}
      aria-valuetext=${`step ${count(shownStep)} of ${count(seen)} seen, epoch ${count(Math.ceil(shownStep / perEpoch))}`}
      onInput=${(event) => go(Number(event.target.value))} onChange=${() => setHeld(null)} onKeyDown=${key} onKeyUp=${() => setHeld(null)}
      onBlur=${() => setHeld(null)} />
    <button type="button" class="quiet icon" aria-label="One step on, among the steps seen" data-test="travel-on" disabled=${!behind} onClick=${() => go(here + 1)}>›</button>
    <output for="travel-input" data-test="travel-text">step ${count(shownStep)} <span class="soft">of ${count(seen)} seen</span></output>
  </div>`;
}
