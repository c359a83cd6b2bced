/** Small parts that the panels are made of. */
import { html, useEffect, useState, useId } from "./dom.js";

const PATHS = {
  play: "M8 5.5v13l11-6.5z",
  pause: "M7 5h3.6v14H7zM13.4 5H17v14h-3.6z",
  reset: "M12 5a7 7 0 1 1-6.6 4.7l1.9.7A5 5 0 1 0 12 7v3L7.5 6 12 2z",
  batch: "M6 5h2.4v14H6zM10.5 5.5v13l9-6.5z",
  epoch: "M4 5.5v13l7.5-6.5zM11.5 5.5v13L19 12zM19 5h2v14h-2z",
  layer: "M4 6h4v4H4zm0 8h4v4H4zm7-4h4v4h-4zm7-4h3v4h-3zm0 8h3v4h-3zM8 8l3 3v1L8 9zm0 8 3-3v-1l-3 3z",
  download: "M11 4h2v8h3.5L12 16.6 7.5 12H11zM5 18h14v2H5z",
  link: "M10.6 13.4a3.6 3.6 0 0 1 0-5.1l3-3a3.6 3.6 0 0 1 5.1 5.1l-1.6 1.6-1.4-1.4 1.6-1.6a1.6 1.6 0 0 0-2.3-2.3l-3 3a1.6 1.6 0 0 0 0 2.3zm2.8-2.8a3.6 3.6 0 0 1 0 5.1l-3 3a3.6 3.6 0 0 1-5.1-5.1l1.6-1.6 1.4 1.4-1.6 1.6a1.6 1.6 0 0 0 2.3 2.3l3-3a1.6 1.6 0 0 0 0-2.3z",
  sun: "M12 7.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM11 2h2v3h-2zm0 17h2v3h-2zM2 11h3v2H2zm17 0h3v2h-3zM5.6 4.2l2.1 2.1-1.4 1.4-2.1-2.1zm12.1 12.1 2.1 2.1-1.4 1.4-2.1-2.1zm.7-12.1 1.4 1.4-2.1 2.1-1.4-1.4zM6.3 16.3l1.4 1.4-2.1 2.1-1.4-1.4z",
  moon: "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z",
  dice: "M6 4h12a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V6c0-1.1.9-2 2-2zm2.5 3a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3zm7 7a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3zM12 10.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3z",
  compare: "M4 5h7v14H4zm2 2v10h3V7zm7-2h7v14h-7zm2 2v10h3V7z",
  tour: "M4 5.5 11.2 4v15L4 20.5zM12.8 4 20 5.5v15L12.8 19z",
  lesson: "M12 4 1.5 9 12 14l8.5-4v6H22V9zM5.5 12.6V16c0 1.6 3 3 6.5 3s6.5-1.4 6.5-3v-3.4L12 15.7z",
};

/** A drawn sign; the control around it has the name. */
export const Icon = ({ name }) => html`<svg class="sign" viewBox="0 0 24 24" aria-hidden="true"><path d=${PATHS[name]} fill="currentColor" /></svg>`;

/** A card with a heading; `id` is what `hide=` names. */
export function Card({ id, title, aside, children, class: name = "", onClose }) {
  return html`<section class=${`card ${name}`} id=${id} aria-labelledby=${`${id}-title`} data-test=${id}>
    <header class="card-head">
      <h2 id=${`${id}-title`}>${title}</h2>
      ${aside}
      ${onClose && html`<button type="button" class="quiet icon" aria-label=${`Close: ${title}`} data-test=${`${id}-close`} onClick=${onClose}>✕</button>`}
    </header>
    ${children}
  </section>`;
}

/** A control with its label above; `mark` says that two runs differ here. */
function Field({ id, label, value, hint, mark, children }) {
  return html`<div class=${`field ${mark ? "differs" : ""}`} id=${id}>
    <label for=${`${id}-input`}>
      <span>${label}${mark && html`<span class="mark" title="The two runs differ here"> ≠</span>`}</span>
      ${value !== undefined && html`<output class="field-value">${value}</output>`}
    </label>
    ${children}
    ${hint && html`<p class="hint">${hint}</p>`}
  </div>`;
}

/** A slider; the value is written while it moves. */
export function Slider({ id, label, value, text, min, max, step, onChange, mark }) {
  return html`<${Field} id=${id} label=${label} value=${text} mark=${mark}>
    <input type="range" id=${`${id}-input`} data-test=${id} min=${min} max=${max} step=${step} value=${value}
      aria-valuetext=${text} onInput=${(event) => onChange(Number(event.target.value))} />
  </${Field}>`;
}

/** A list to choose from; `options` are texts or [value, text]. A value that is not in the list is shown too. */
export function Choice({ id, label, value, options, onChange, hint, mark }) {
  const pairs = options.map((option) => (Array.isArray(option) ? option : [option, option]));
  if (!pairs.some(([name]) => name === value)) pairs.push([value, value]);
  return html`<${Field} id=${id} label=${label} hint=${hint} mark=${mark}>
    <select id=${`${id}-input`} data-test=${id} value=${value} onChange=${(event) => onChange(event.target.value)}>
      ${pairs.map(([name, text]) => html`<option key=${name} value=${name} selected=${name === value}>${text}</option>`)}
    </select>
  </${Field}>`;
}

/**
 * A number to type. It counts when Enter is pressed or the field is left; what is out of bounds is said below and not taken.
 */
export function NumberField({ id, label, value, min, max, whole, onChange, mark, above = false }) {
  const [text, setText] = useState(String(value));
  const [problem, setProblem] = useState(null);
  useEffect(() => {
    setText(String(value));
    setProblem(null);
  }, [value]);
  const hint = useId();
  const take = ({ target }) => {
    const typed = target.value.trim().replace(",", ".");
    const n = Number(typed);
    const fits = typed !== "" && Number.isFinite(n) && (!whole || Number.isInteger(n)) && (above ? n > min : n >= min) && (max === undefined || n <= max);
    if (!fits) {
      const bounds = `${above ? "above" : "from"} ${min}${max === undefined ? "" : ` to ${max}`}`;
      setProblem(`A ${whole ? "whole " : ""}number ${bounds}, please.`);
      return;
    }
    setProblem(null);
    if (n !== value) onChange(n);
  };
  return html`<${Field} id=${id} label=${label} mark=${mark}>
    <input type="text" inputmode="decimal" autocomplete="off" id=${`${id}-input`} data-test=${id} value=${text} aria-invalid=${problem !== null}
      aria-describedby=${hint} onInput=${(event) => setText(event.target.value)} onChange=${take}
      onKeyDown=${(event) => event.key === "Enter" && take(event)} />
    <p class="problem" id=${hint}>${problem}</p>
  </${Field}>`;
}

/** A number to choose from a list, or another one to type. */
export function NumberChoice({ options, value, onChange, ...field }) {
  const [other, setOther] = useState(false);
  useEffect(() => setOther(false), [value]);
  if (other) return html`<${NumberField} ...${field} value=${value} onChange=${onChange} />`;
  const list = options.includes(value) ? options : [...options, value].sort((a, b) => a - b);
  return html`<${Choice} id=${field.id} label=${field.label} mark=${field.mark} value=${String(value)}
    options=${[...list.map((n) => [String(n), String(n)]), ["other", "other …"]]}
    onChange=${(text) => (text === "other" ? setOther(true) : onChange(Number(text)))} />`;
}

/** A switch with its text beside it. */
export function Switch({ id, label, checked, onChange }) {
  return html`<label class="switch" id=${id}>
    <input type="checkbox" data-test=${id} checked=${checked} onChange=${(event) => onChange(event.target.checked)} /> <span>${label}</span>
  </label>`;
}

/** Copies text; where the browser refuses, the text is selected for copying by hand. */
export function CopyButton({ text, label = "Copy", test, sign, onCopied }) {
  const [done, setDone] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof text === "function" ? text() : text);
      setDone(true);
      onCopied?.();
      setTimeout(() => setDone(false), 1800);
    } catch {
      onCopied?.(false);
    }
  };
  return html`<button type="button" class=${sign ? "quiet" : null} data-test=${test} title=${sign ? label : null} aria-label=${sign ? label : null} onClick=${copy}>${sign && (done ? html`<b class="sign" aria-hidden="true">✓</b>` : html`<${Icon} name=${sign} />`)}<span aria-live="polite">${done ? "Copied ✓" : label}</span></button>`;
}

/** The size of an element, followed while it changes: [ref, width]. */
export function useWidth(first = 0) {
  const [element, setElement] = useState(null);
  const [width, setWidth] = useState(first);
  useEffect(() => {
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry.contentRect.width)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return [setElement, width];
}
