/** A closer look at what the picture of a network folds: a weight matrix from its overview down to single weights, and the units of a wide layer. */
import { html, useEffect, useMemo, useRef, useState } from "./dom.js";
import { number, count } from "./format.js";
import { notify } from "./notices.js";
import { themeVersion } from "./palette.js";
import { useFollowing } from "./follow.js";
import { drawGrid, grid } from "./net-paint.js";
import { unitName } from "./net-tip.js";

const REGION = 32;

/** The part of the matrix of which single weights are shown, around a cell of the overview. */
function regionAt(gap, overview, r, c) {
  const middle = (cell, cells, size) => Math.floor(((cell + 0.5) * size) / cells);
  const start = (at, size) => Math.max(0, Math.min(size - Math.min(REGION, size), at - REGION / 2));
  return {
    row: start(middle(r, overview.rows, gap.inputs), gap.inputs), rows: Math.min(REGION, gap.inputs),
    column: start(middle(c, overview.columns, gap.units), gap.units), columns: Math.min(REGION, gap.units),
  };
}

/** A weight matrix: its overview, regions of it, single weights. Arrows move, Enter goes closer, Escape goes back. */
export function HeatZoom({ gap, setup, frame, api, selection, select, leave }) {
  const overview = useMemo(() => grid(frame.layers[gap.layer - 1], gap), [frame, gap]);
  const small = gap.inputs <= REGION && gap.units <= REGION;
  const whole = useMemo(() => ({ row: 0, rows: gap.inputs, column: 0, columns: gap.units }), [gap]);
  const [chosen, setChosen] = useState(null);
  const region = small ? whole : chosen;
  const { answer: values, failure } = useFollowing(region ? Object.values(region).join() : null, frame, () => api.weights({ layer: gap.layer, ...region }));
  useEffect(() => {
    if (failure) notify(failure);
  }, [failure]);
  const [cursor, setCursor] = useState([0, 0]);
  const canvas = useRef(null);
  const size = region ? [region.rows, region.columns] : [overview.rows, overview.columns];
  const [r, c] = [Math.min(cursor[0], size[0] - 1), Math.min(cursor[1], size[1] - 1)];
  const address = region ? `${gap.layer}:${region.row + r}:${region.column + c}` : null;
  useEffect(() => canvas.current?.focus({ preventScroll: true }), []);
  useEffect(() => draw(canvas.current, overview, region, values, [r, c], selection, gap.layer), [overview, values, region, r, c, selection, themeVersion.value]);

  const back = () => (region && !small ? setChosen(null) : leave());
  const enter = (row, column) => {
    setCursor([row, column]);
    if (region) select({ kind: "weight", address: `${gap.layer}:${region.row + row}:${region.column + column}` });
    else {
      const next = regionAt(gap, overview, row, column);
      setChosen(next);
      setCursor([Math.floor(next.rows / 2), Math.floor(next.columns / 2)]);
    }
  };
  const move = (down, right) => {
    const [nr, nc] = [r + down, c + right];
    if (region && !small && (nr < 0 || nc < 0 || nr >= size[0] || nc >= size[1])) setChosen(shifted(region, gap, down, right));
    setCursor([Math.max(0, Math.min(size[0] - 1, nr)), Math.max(0, Math.min(size[1] - 1, nc))]);
  };
  const onKey = (event) => {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (step) move(...step.map((s) => (event.shiftKey ? 8 * s : s)));
    else if (event.key === "Enter" || event.key === " ") enter(r, c);
    else if (event.key === "Escape") back();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const cellOf = (event) => {
    const box = event.currentTarget.getBoundingClientRect();
    return [Math.floor(((event.clientY - box.top) / box.height) * size[0]), Math.floor(((event.clientX - box.left) / box.width) * size[1])].map((v, i) => Math.max(0, Math.min(size[i] - 1, v)));
  };
  const said = region ? saidOf(setup, gap, region, values, r, c) : `weights ${span(r, overview.rows, gap.inputs)} → ${span(c, overview.columns, gap.units)}: the largest is ${number(overview.at(r, c) * overview.scale)}`;
  return html`<div class="net-zoom" data-test="net-zoom" role="group" aria-label=${`Weights of layer ${gap.layer}`}>
    <div class="row net-zoom-bar"><button type="button" class="button" data-test="net-zoom-back" onClick=${back}>${region && !small ? "Whole matrix" : "Back to the picture"}</button>
      <b>${`W(${gap.layer}): ${count(gap.inputs)} × ${count(gap.units)}`}</b>
      <span class="soft small">${region ? `rows ${region.row} to ${region.row + region.rows - 1}, columns ${region.column} to ${region.column + region.columns - 1}` : "each cell shows the largest weight of its part"}</span></div>
    <div class="net-zoom-body"><span class="small soft net-zoom-from">from</span><span class="small soft net-zoom-to">to</span>
      <canvas ref=${canvas} class="net-zoom-canvas" tabindex="0" role="application" data-test="net-zoom-canvas" aria-label=${said} onKeyDown=${onKey}
        onPointerMove=${(event) => setCursor(cellOf(event))} onClick=${(event) => enter(...cellOf(event))}></canvas></div>
    <div class="net-zoom-said" data-test="net-zoom-said" data-address=${address} aria-live="polite">${said}<span class="soft small"> ${region ? "Enter or click: explain it" : "Enter or click: closer"}</span></div></div>`;
}

const span = (cell, cells, size) => {
  const [a, b] = [Math.floor((cell * size) / cells), Math.floor(((cell + 1) * size) / cells) - 1];
  return a === b ? `${a}` : `${a}–${b}`;
};

function saidOf(setup, gap, region, values, r, c) {
  const name = `${unitName(setup, gap.layer - 1, region.row + r)} → ${unitName(setup, gap.layer, region.column + c)}`;
  return `${name}: ${values ? number(values.values[r]?.[c], 4) : "…"}`;
}

function shifted(region, gap, down, right) {
  const to = (at, by, part, size) => Math.max(0, Math.min(size - part, at + (Math.sign(by) * part) / 2));
  return { ...region, row: to(region.row, down, region.rows, gap.inputs), column: to(region.column, right, region.columns, gap.units) };
}

function draw(canvas, overview, region, values, [r, c], selection, layer) {
  if (!canvas) return;
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  const [width, height] = [Math.round(canvas.clientWidth * ratio), Math.round(canvas.clientHeight * ratio)];
  if (!width || !height) return;
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  context.clearRect(0, 0, width, height);
  const [rows, columns] = region ? [region.rows, region.columns] : [overview.rows, overview.columns];
  const at = region ? (i, j) => (values?.values[i]?.[j] ?? 0) / overview.scale : overview.at;
  drawGrid(context, rows, columns, at, 0, 0, width, height);
  const [cw, ch] = [width / columns, height / rows];
  if (region && cw > 9 && ch > 9) negatives(context, rows, columns, at, cw, ch);
  const ring = (row, column, colour) => {
    context.strokeStyle = colour;
    context.lineWidth = 2 * ratio;
    context.strokeRect(column * cw + 1, row * ch + 1, Math.max(4, cw) - 2, Math.max(4, ch) - 2);
  };
  const style = getComputedStyle(canvas);
  if (region && selection?.kind === "weight") {
    const [l, i, j] = selection.address.split(":").map(Number);
    if (l === layer) ring(i - region.row, j - region.column, style.getPropertyValue("--lit"));
  }
  ring(r, c, style.getPropertyValue("--ink"));
}

/** A short stroke in cells below zero, so that colour is not alone. */
function negatives(context, rows, columns, at, cw, ch) {
  context.fillStyle = getComputedStyle(context.canvas).getPropertyValue("--ink");
  context.globalAlpha = 0.55;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) if (at(i, j) < -0.02) context.fillRect((j + 0.32) * cw, (i + 0.47) * ch, cw * 0.36, Math.max(1, ch * 0.07));
  }
  context.globalAlpha = 1;
}

/** The units of a folded layer: by number, and those that stand out. */
export function UnitPicker({ column, frame, select, leave }) {
  const data = frame.layers[column.layer - 1];
  const [wanted, setWanted] = useState("0");
  const go = (unit) => select({ kind: "unit", layer: column.layer, unit });
  const strongest = (data.activations ?? []).map((value, unit) => [unit, Math.abs(value ?? 0)]).sort((a, b) => b[1] - a[1]).slice(0, 8).map(([unit]) => unit);
  const list = (title, sign, units) => (units.length ? html`<div class="row net-picker-list"><span class="small">${title}</span>
      ${units.slice(0, 24).map((unit) => html`<button type="button" class="chip" data-test=${`net-pick-${unit}`} onClick=${() => go(unit)}>${sign}${unit}</button>`)}
      ${units.length > 24 ? html`<span class="soft small">and ${units.length - 24} more</span>` : null}</div>` : null);
  const onKey = (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    leave();
  };
  return html`<div class="net-zoom" data-test="net-picker" role="group" aria-label=${`Units of layer ${column.layer}`} onKeyDown=${onKey}>
    <div class="row net-zoom-bar"><button type="button" class="button" data-test="net-zoom-back" onClick=${leave}>Back to the picture</button><b>Layer ${column.layer}: ${count(column.count)} units</b></div>
    <form class="row" onSubmit=${(event) => { event.preventDefault(); go(Math.max(0, Math.min(column.count - 1, Math.round(Number(wanted) || 0)))); }}>
      <label class="row">Unit <input type="number" min="0" max=${column.count - 1} value=${wanted} data-test="net-pick" onInput=${(event) => setWanted(event.currentTarget.value)} /></label>
      <button class="button primary" data-test="net-pick-go">Look at it</button></form>
    ${list("Strongest on average", "", strongest)}${list("Dead", "† ", data.dead)}${list("Saturated", "▲ ", data.saturated)}</div>`;
}
