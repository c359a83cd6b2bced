/** What changes thirty times a second in the picture of a network: attributes of elements that are there already, and one canvas below them. */
import { bytes, divergingTable, token } from "./palette.js";
import { number } from "./format.js";
import { isOutput, parseKey, strip, unitKey } from "./net-layout.js";

/** The weights of a layer as a grid of at most 64 x 64 cells in -1..1; `exact` if a cell is a weight. */
export function grid(layer, gap) {
  if (layer.heat) {
    const signed = new Int8Array(bytes(layer.heat.data).buffer);
    return { rows: layer.heat.rows, columns: layer.heat.columns, scale: layer.heat.scale, exact: false, at: (r, c) => signed[r * layer.heat.columns + c] / 127 };
  }
  const { rows, columns, values } = layer.weights;
  const scale = values.reduce((most, w) => Math.max(most, Math.abs(w ?? 0)), 0) || 1;
  const [high, wide] = [Math.min(64, rows), Math.min(64, columns)];
  const at = (r, c) => strongest(values, columns, Math.floor((r * rows) / high), Math.floor(((r + 1) * rows) / high), Math.floor((c * columns) / wide), Math.floor(((c + 1) * columns) / wide)) / scale;
  return { rows: high, columns: wide, scale, exact: high === gap.inputs && wide === gap.units, at };
}

function strongest(values, columns, r0, r1, c0, c1) {
  let best = 0;
  for (let r = r0; r < r1; r++) {
    for (let c = c0; c < c1; c++) {
      const w = values[r * columns + c] ?? 0;
      if (Math.abs(w) > Math.abs(best)) best = w;
    }
  }
  return best;
}

/** One number of a frame by its address; null if the frame does not hold it. */
export function weightOf(frame, address) {
  const [layer, from, to] = address.split(":");
  const data = frame.layers[layer - 1];
  if (from === "bias") return data?.bias?.[to] ?? null;
  return data?.weights?.values[from * data.weights.columns + Number(to)] ?? null;
}



/** A small canvas that grids are written to before they are drawn at their size. */
const tile = (() => {
  let canvas = null;
  return (width, height) => {
    canvas ??= document.createElement("canvas");
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    return canvas;
  };
})();

/** Draws a grid of values in -1..1 into a rectangle. */
export function drawGrid(context, rows, columns, at, x, y, width, height, smooth = false) {
  const table = divergingTable();
  const canvas = tile(columns, rows);
  const small = canvas.getContext("2d");
  const image = small.createImageData(columns, rows);
  for (let r = 0, p = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++, p += 4) {
      const i = 3 * Math.round(127.5 + 127.5 * Math.max(-1, Math.min(1, at(r, c))));
      image.data.set(table.subarray(i, i + 3), p);
      image.data[p + 3] = 255;
    }
  }
  small.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = smooth;
  context.drawImage(canvas, x, y, width, height);
}

/** What an input of a drawn problem is over the plane, by its name; null for other inputs. */
const FEATURES = { x: (x) => x / 6, y: (_, y) => y / 6, xy: (x, y) => (x * y) / 36, x2: (x) => (x * x) / 36, y2: (_, y) => (y * y) / 36, sinx: (x) => Math.sin(x), siny: (_, y) => Math.sin(y) };

/** What a unit shows: a picture of its response over the plane, or how large its activation is. */
export function unitPicture(setup, frame, layer, unit) {
  const size = 20;
  if (layer === 0) {
    const feature = setup.points && FEATURES[String(setup.inputs[unit]).replace(/[^a-z0-9]/gi, "")];
    return feature ? { size, at: (r, c) => feature(((c + 0.5) / size) * 12 - 6, 6 - ((r + 0.5) / size) * 12) } : null;
  }
  if (isOutput(setup, layer)) {
    return frame.surface ? outputPicture(frame.surface, setup.task === "regression") : null;
  }
  const text = frame.unitSurfaces?.[layer - 1]?.[unit];
  if (!text) return null;
  const data = bytes(text);
  return { size, at: (r, c) => (data[r * size + c] - 128) / 127 };
}

/** An output over the plane, in the colours of the surface: of two classes, both on the scale from the first to the second. */
function outputPicture({ size, outputs, data, low, high }, regression) {
  const values = bytes(data);
  if (outputs > 2 || values.length !== size * size) return null;
  if (!regression || low === undefined) return { size, at: (r, c) => values[r * size + c] / 127.5 - 1 };
  const largest = Math.max(Math.abs(low), Math.abs(high)) || 1;
  return { size, at: (r, c) => (low + ((high - low) * values[r * size + c]) / 255) / largest };
}

/** The mark of a unit: dead, saturated or none. */
export function markOf(frame, layer, unit) {
  const data = frame.layers[layer - 1];
  return data?.dead?.includes(unit) ? "dead" : data?.saturated?.includes(unit) ? "saturated" : null;
}

/**
 * Brings the picture up to a frame.
 * @param {{canvas: HTMLCanvasElement, elements: Map<string, Element>}} drawn
 * @param {import("./net-layout.js").Layout} layout
 * @param {import("./lit.js").Lit|null} pointed whose numbers stand in the units, if a lesson points
 */
export function paint(drawn, layout, setup, frame, pointed) {
  const valuesOf = (layer) => pointed?.values?.[layer] ?? (pointed?.values ? [] : (frame.layers[layer - 1]?.activations ?? []));
  paintCanvas(drawn.canvas, layout, setup, frame, valuesOf);
  drawn.heads.forEach((head, layer) => {
    const text = pointed?.heads?.[layer] ?? (layer === 0 ? "x" : isOutput(setup, layer) ? "o" : `h(${layer})`);
    if (head && head.textContent !== text) head.textContent = text;
  });
  const most = Math.max(1, ...layout.gaps.filter((gap) => !gap.folded).map((gap) => Math.max(...frame.layers[gap.layer - 1].weights.values.map((w) => Math.abs(w ?? 0)))));
  for (const [key, element] of drawn.elements) {
    const at = parseKey(key);
    if (at.kind === "weight") paintWeight(element, at, weightOf(frame, at.address), most);
    else if (at.kind === "unit") paintUnit(element, layout, setup, frame, at, pointed?.values ? valuesOf(at.layer)[at.unit] : undefined);
    else if (at.kind === "strip") paintStrip(element, frame, at.layer);
  }
}

function paintWeight(element, at, weight, most) {
  const size = Math.min(1, Math.abs(weight ?? 0) / most);
  element.classList.toggle("net-negative", weight < 0);
  if (at.from === "bias") {
    element.setAttribute("fill-opacity", (0.25 + 0.75 * size).toFixed(3));
  } else {
    element.setAttribute("stroke-width", (0.7 + 6.3 * size).toFixed(2));
    element.setAttribute("stroke-opacity", (0.3 + 0.7 * Math.sqrt(size)).toFixed(3));
  }
}

function paintUnit(element, layout, setup, frame, { layer, unit }, value) {
  const mark = layer > 0 ? markOf(frame, layer, unit) : null;
  element.classList.toggle("net-dead", mark === "dead");
  element.classList.toggle("net-saturated", mark === "saturated");
  const label = element.querySelector("text");
  if (!label) return;
  const { size } = layout.columns[layer];
  const pictured = layer === 0 || setup.points;
  const activation = frame.layers[layer - 1]?.activations?.[unit];
  const text = value !== undefined ? fitting(value, size) : mark === "dead" ? "†" : mark === "saturated" ? "▲" : pictured || size < 28 ? "" : fitting(activation, size);
  if (label.textContent !== text) label.textContent = text;
}

/** A number that is not wider than its square. */
function fitting(value, size) {
  const text = number(value, 2);
  return text.length * 6 <= size + 8 || !Number.isFinite(value) ? text : value.toExponential(0).replace("e+", "e").replaceAll("-", "−");
}

function paintStrip(element, frame, layer) {
  const data = frame.layers[layer - 1];
  const dead = data?.dead?.length ?? 0;
  const saturated = data?.saturated?.length ?? 0;
  const text = `${dead ? `† ${dead} ` : ""}${saturated ? `▲ ${saturated}` : ""}`;
  const label = element.querySelector("text");
  if (label.textContent !== text) label.textContent = text;
}

function paintCanvas(canvas, layout, setup, frame, valuesOf) {
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  const [width, height] = [Math.round(layout.width * ratio), Math.round(layout.height * ratio)];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, layout.width, layout.height);
  const blank = token("--card");
  for (const column of layout.columns) {
    if (column.folded) paintFolded(context, layout, column, valuesOf(column.layer));
    column.units.forEach((at, unit) => paintNode(context, setup, frame, column, at, unit, { blank, values: valuesOf(column.layer) }));
  }
  for (const gap of layout.gaps.filter((g) => g.folded)) {
    const cells = grid(frame.layers[gap.layer - 1], gap);
    drawGrid(context, cells.rows, cells.columns, cells.at, gap.box.x, gap.box.y, gap.box.width, gap.box.height);
  }
}

function paintNode(context, setup, frame, column, at, unit, { blank, values }) {
  const [x, y, size] = [at.x - at.size / 2, at.y - at.size / 2, at.size];
  const picture = unitPicture(setup, frame, column.layer, unit);
  if (picture) drawGrid(context, picture.size, picture.size, picture.at, x, y, size, size, true);
  else paintLevel(context, [x, y, size], values, unit, blank);
  const mark = column.layer > 0 ? markOf(frame, column.layer, unit) : null;
  if (mark) paintMark(context, [x, y, size], mark);
}

/** A dead unit is crossed, a saturated one barred. */
function paintMark(context, [x, y, size], mark) {
  const lines = mark === "dead" ? [[0, 0, 1, 1], [1, 0, 0, 1]] : [[0, 0.2, 1, 0.2], [0, 0.8, 1, 0.8]];
  context.strokeStyle = token(`--${mark}`);
  context.lineWidth = 3;
  context.beginPath();
  for (const [x1, y1, x2, y2] of lines) {
    context.moveTo(x + x1 * size, y + y1 * size);
    context.lineTo(x + x2 * size, y + y2 * size);
  }
  context.stroke();
}

/** How large a value is among those of its layer, as a level. */
function paintLevel(context, [x, y, size], values, unit, blank) {
  context.fillStyle = blank;
  context.fillRect(x, y, size, size);
  if (values[unit] === undefined) return;
  const most = values.reduce((m, v) => Math.max(m, Math.abs(v ?? 0)), 1e-9);
  const part = Math.abs(values[unit] ?? 0) / most;
  context.fillStyle = token(values[unit] < 0 ? "--negative" : "--positive");
  context.globalAlpha = 0.42;
  context.fillRect(x, y + size * (1 - part), size, size * part);
  context.globalAlpha = 1;
}

function paintFolded(context, layout, column, values) {
  const place = strip(layout, column);
  const most = values.reduce((m, v) => Math.max(m, Math.abs(v ?? 0)), 1e-9);
  const cells = Math.max(1, values.length);
  drawGrid(context, cells, 1, (r) => (values[r] ?? 0) / most, place.x, place.y, place.width, place.height);
}

/** The keys of a folded column's units are made as they are asked for. */
export const stripUnit = (column, part) => unitKey(column.layer, Math.max(0, Math.min(column.count - 1, Math.floor(part * column.count))));
