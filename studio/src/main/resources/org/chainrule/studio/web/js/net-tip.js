/** What stands over the picture of a network: the enlarged element under the pointer or the focus, and the field that changes a weight. */
import { html, useEffect, useRef, useState } from "./dom.js";
import { number } from "./format.js";
import { notify } from "./notices.js";
import { biasPlace, ends, isOutput, parseKey, strip } from "./net-layout.js";
import { drawGrid, markOf, unitPicture, weightOf } from "./net-paint.js";

/** The name of a unit for a person: an input's or an output's own, else its number. */
export function unitName(setup, layer, unit) {
  if (layer === 0) return String(setup.inputs[unit] ?? `input ${unit}`);
  if (isOutput(setup, layer)) return setup.outputs[unit] === undefined ? `output ${unit}` : `output ${setup.outputs[unit]}`;
  return `unit ${unit} of layer ${layer}`;
}

/** A weight in words: from where to where. */
export function weightName(setup, address) {
  const at = parseKey(`link-${address}`);
  const to = unitName(setup, at.layer, at.to);
  return at.from === "bias" ? `bias of ${to}` : `${unitName(setup, at.layer - 1, at.from)} → ${to}`;
}

/** What a screen reader says of an element, with its number. */
export function spoken(setup, frame, key) {
  const at = parseKey(key);
  if (at.kind === "weight") return `weight ${weightName(setup, at.address)}: ${number(weightOf(frame, at.address))}`;
  if (at.kind === "heat") return `weights of layer ${at.layer}, folded: Enter opens them`;
  if (at.kind === "strip") return `layer ${at.layer}, folded: Enter opens its list of units`;
  const mark = at.layer > 0 ? markOf(frame, at.layer, at.unit) : null;
  const mean = at.layer > 0 ? `, mean activation ${number(frame.layers[at.layer - 1].activations?.[at.unit])}` : "";
  return `${unitName(setup, at.layer, at.unit)}${mean}${mark ? `, ${mark}` : ""}`;
}

/** The point of the picture that an element is at. */
function placeOf(layout, key) {
  const at = parseKey(key);
  if (at.kind === "weight" && at.from === "bias") {
    const column = layout.columns[at.layer];
    return column.folded ? { x: column.x, y: layout.top + 30 } : biasPlace(column.units[at.to]);
  }
  if (at.kind === "weight") {
    const gap = layout.gaps[at.layer - 1];
    if (gap.folded) return { x: gap.box.x + gap.box.width / 2, y: gap.box.y };
    const line = ends(layout, at.layer, at.from, at.to);
    return { x: (line.x1 + line.x2) / 2, y: (line.y1 + line.y2) / 2 };
  }
  if (at.kind === "heat") return { x: layout.gaps[at.layer - 1].box.x, y: layout.gaps[at.layer - 1].box.y };
  const column = layout.columns[at.layer];
  if (!column.folded) return column.units[at.unit];
  const place = strip(layout, column);
  return { x: place.x + place.width, y: place.y + ((at.unit ?? 0) / column.count) * place.height };
}

/** Beside the element, within the picture. */
function beside(layout, place, width, height) {
  const left = place.x + 26 + width > layout.width ? Math.max(0, place.x - width - 26) : place.x + 26;
  return { left: `${left}px`, top: `${Math.max(0, Math.min(layout.height - height, place.y - height / 2))}px` };
}

/** The enlarged element with its numbers. */
export function Tip({ layout, setup, frame, active }) {
  const canvas = useRef(null);
  const at = parseKey(active);
  const picture = at.kind === "unit" ? unitPicture(setup, frame, at.layer, at.unit) : null;
  useEffect(() => {
    if (picture && canvas.current) drawGrid(canvas.current.getContext("2d"), picture.size, picture.size, picture.at, 0, 0, 112, 112, true);
  });
  const lines = at.kind === "weight" ? weightLines(setup, frame, at) : at.kind === "unit" ? unitLines(setup, frame, at) : foldedLines(layout, frame, at);
  return html`<div class="net-tip" style=${beside(layout, placeOf(layout, active), 176, picture ? 190 : 74)} data-test="net-tip" aria-hidden="true">
    ${picture ? html`<canvas ref=${canvas} width="112" height="112"></canvas>` : null}
    ${lines.map((line, i) => html`<div class=${i ? "soft" : "net-tip-name"}>${line}</div>`)}</div>`;
}

const weightLines = (setup, frame, at) => [html`<b>${number(weightOf(frame, at.address), 4)}</b>`, weightName(setup, at.address)];

function unitLines(setup, frame, at) {
  const name = unitName(setup, at.layer, at.unit);
  if (at.layer === 0) return [name, "an input"];
  const data = frame.layers[at.layer - 1];
  const mark = markOf(frame, at.layer, at.unit);
  const said = { dead: "† dead: 0 on every probe row", saturated: "▲ saturated: its slope is almost 0" }[mark];
  return [name, `mean activation ${number(data.activations?.[at.unit])}`, `bias ${number(data.bias?.[at.unit])}`, ...(said ? [said] : [])];
}

function foldedLines(layout, frame, at) {
  if (at.kind === "heat") {
    const gap = layout.gaps[at.layer - 1];
    return [`${gap.inputs} × ${gap.units} weights`, "click to look closer"];
  }
  const data = frame.layers[at.layer - 1];
  return [`${layout.columns[at.layer].count} units`, data ? `† ${data.dead.length} dead, ▲ ${data.saturated.length} saturated` : "inputs"];
}

/** The field that changes the chosen weight: Enter sets it, Escape puts back what was there. */
export function Editor({ layout, setup, frame, api, address }) {
  const value = weightOf(frame, address);
  const [draft, setDraft] = useState(null);
  useEffect(() => setDraft(null), [address]);
  const send = async () => {
    const wanted = Number(String(draft).replace("−", "-"));
    if (draft === null || !Number.isFinite(wanted) || draft.trim() === "") return setDraft(null);
    try {
      await api.edit(address, wanted);
    } catch (error) {
      notify(error.message);
    }
    setDraft(null);
  };
  const onKey = (event) => {
    event.stopPropagation();
    if (event.key === "Enter") send();
    else if (event.key === "Escape") setDraft(null);
  };
  return html`<div class="net-editor" style=${beside(layout, placeOf(layout, `link-${address}`), 170, 58)} data-test="net-editor">
    <label><span class="small">${weightName(setup, address)}</span>
      <input type="number" step="any" class="number" data-test="net-edit" value=${draft ?? (value === null ? "" : String(Number(value.toPrecision(6))))}
        onInput=${(event) => setDraft(event.currentTarget.value)} onKeyDown=${onKey} onBlur=${send} /></label></div>`;
}
