/** Where everything of the network picture stands: a pure function of the network's shape and the room for it. */

const MOST_UNITS = 16;
const MOST_WEIGHTS = 4096;
const MOST_LINKS = 360;
const HEADER = 38;
const FOOTER = 18;
const LEAST_PITCH = 48;
const LETTER = 7.6;
const STRIP = 18;
const TITLE_LETTER = 7;

/** Whether a layer is the network's output; where only the front of a network is listed, the last listed layer is a hidden one. */
export const isOutput = (setup, layer) => layer === setup.network.layers.length && (setup.network.layers[layer - 1].activation ?? null) === null;

/**
 * @typedef {object} Column a layer of units; layer 0 are the inputs
 * @property {number} layer
 * @property {number} count
 * @property {boolean} folded drawn as one strip
 * @property {number} x middle
 * @property {number} size of a unit's square
 * @property {{x: number, y: number, size: number}[]} units middles, empty if folded
 * @property {string} title
 * @property {string[]|null} names
 *
 * @typedef {object} Gap the weights of a layer
 * @property {number} layer
 * @property {number} inputs
 * @property {number} units
 * @property {boolean} folded drawn as a heat map
 * @property {{x: number, y: number, width: number, height: number}} box
 *
 * @typedef {{width: number, height: number, top: number, bottom: number, columns: Column[], gaps: Gap[]}} Layout the names of a column are cut to their room
 */

/**
 * @param {object} setup of the run
 * @param {number} width room in pixels
 * @param {number} height
 * @returns {Layout}
 */
export function layoutOf(setup, width, height) {
  const layers = setup.network.layers;
  const counts = [setup.network.inputs, ...layers.map((layer) => layer.units)];
  const folded = foldedGaps(layers);
  const sizes = counts.map((count) => nodeSize(count, counts.length, width, height));
  const shows = isOutput(setup, layers.length);
  const left = margin(setup.inputs, counts[0], sizes[0], width, "inputs");
  const right = margin(shows ? setup.outputs : [], counts[layers.length], sizes[layers.length], width, shows ? "outputs" : layers[layers.length - 1].activation);
  const full = Math.max(width, left + right + LEAST_PITCH * layers.length);
  const pitch = (full - left - right) / Math.max(1, layers.length);
  const [top, bottom] = [HEADER, height - FOOTER];
  const columns = counts.map((count, layer) => ({
    layer,
    count,
    folded: count > MOST_UNITS,
    x: left + pitch * layer,
    size: sizes[layer],
    units: count > MOST_UNITS ? [] : spread(count, left + pitch * layer, top, bottom, sizes[layer]),
    title: title(setup, layer, count, pitch),
    names: layer === 0 ? shortened(setup.inputs, left - sizes[0] / 2 - 11) : layer === layers.length && shows ? shortened(setup.outputs, right - sizes[layer] / 2 - 11) : null,
  }));
  const gaps = layers.map((layer, i) => ({ layer: i + 1, inputs: layer.inputs, units: layer.units, folded: folded[i], box: box(columns[i], columns[i + 1], top, bottom) }));
  return { width: full, height, top, bottom, columns, gaps };
}

/** Layers whose weights are a heat map: wide ones, and the largest ones until the lines are few enough to be told apart. */
function foldedGaps(layers) {
  const folded = layers.map((layer) => layer.inputs > MOST_UNITS || layer.units > MOST_UNITS || layer.inputs * layer.units > MOST_WEIGHTS);
  const weights = (i) => layers[i].inputs * layers[i].units;
  const open = layers.map((_, i) => i).filter((i) => !folded[i]).sort((a, b) => weights(b) - weights(a));
  let links = open.reduce((sum, i) => sum + weights(i), 0);
  for (const i of open) {
    if (links <= MOST_LINKS) break;
    folded[i] = true;
    links -= weights(i);
  }
  return folded;
}

function nodeSize(count, columns, width, height) {
  if (count > MOST_UNITS) return STRIP;
  return Math.max(14, Math.min(46, ((height - HEADER - FOOTER) / count) * 0.78, width / columns / 2.2));
}

/** Room for the names beside the first or last column, and for half of the title over it. */
function margin(names, count, size, width, what) {
  const title = (`${count} ${what}`.length / 2) * TITLE_LETTER;
  if (count > MOST_UNITS) return Math.max(30, title);
  const longest = Math.max(0, ...names.map((name) => String(name).length));
  return Math.max(title, size / 2 + 12 + Math.min(longest * LETTER, Math.max(44, width * 0.16)));
}

/** The names, as long as their room allows, cut where they stay different: in the middle, else at their beginning or end. */
function shortened(names, room) {
  const letters = Math.max(3, Math.floor(room / LETTER));
  const cut = (head) => names.map(String).map((name) => (name.length > letters ? `${name.slice(0, head)}…${name.slice(name.length - (letters - 1 - head))}` : name));
  const ways = [Math.ceil((letters - 1) / 2), 0, letters - 1].map(cut);
  const different = ways.map((way) => new Set(way).size);
  return ways[different.indexOf(Math.max(...different))];
}

function spread(count, x, top, bottom, size) {
  const pitch = Math.min((bottom - top) / count, size * 1.75);
  const first = (top + bottom) / 2 - (pitch * (count - 1)) / 2;
  return Array.from({ length: count }, (_, i) => ({ x, y: first + i * pitch, size }));
}

function title(setup, layer, count, pitch) {
  if (layer === 0) return pitch > 90 ? `${count} ${count === 1 ? "input" : "inputs"}` : `${count}`;
  if (isOutput(setup, layer)) return pitch > 90 ? `${count} ${count === 1 ? "output" : "outputs"}` : `${count}`;
  return `${count} ${setup.network.layers[layer - 1].activation ?? "linear"}`;
}

function box(from, to, top, bottom) {
  const [start, end] = [from.x + from.size / 2, to.x - to.size / 2];
  const side = Math.max(20, end - start - 22);
  const high = Math.min(bottom - top, Math.max(side * 1.3, 120));
  return { x: (start + end - side) / 2, y: (top + bottom) / 2 - high / 2, width: side, height: high };
}

/** The ends of a weight's line. */
export function ends(layout, layer, from, to) {
  const [a, b] = [layout.columns[layer - 1].units[from], layout.columns[layer].units[to]];
  return { x1: a.x + a.size / 2 + 1, y1: a.y, x2: b.x - b.size / 2 - 1, y2: b.y };
}

/** Where a unit's bias stands: the lower left corner of its square. */
export const biasPlace = (at) => ({ x: at.x - at.size / 2, y: at.y + at.size / 2 });

/** The strip of a folded column. */
export function strip(layout, column) {
  return { x: column.x - STRIP / 2, y: layout.top, width: STRIP, height: layout.bottom - layout.top };
}

/** The key of an address or a unit: what `data-key` holds. */
export const linkKey = (address) => `link-${address}`;
export const unitKey = (layer, unit) => `unit-${layer}-${unit}`;

/** What a key stands for. @returns {{kind: "weight"|"unit"|"heat"|"strip", layer: number, address?: string, from?: number|"bias", to?: number, unit?: number}} */
export function parseKey(key) {
  const [kind, rest] = [key.slice(0, key.indexOf("-")), key.slice(key.indexOf("-") + 1)];
  if (kind === "link") {
    const [layer, from, to] = rest.split(":");
    return { kind: "weight", address: rest, layer: Number(layer), from: from === "bias" ? from : Number(from), to: Number(to) };
  }
  const [layer, unit] = rest.split("-").map(Number);
  return { kind, layer, unit };
}

/** The line nearest to a point, within `reach` pixels. @returns {string|null} its key */
export function nearestLink(layout, x, y, reach = 7) {
  let best = null;
  let least = reach;
  for (const gap of layout.gaps) {
    const [a, b] = [layout.columns[gap.layer - 1].x, layout.columns[gap.layer].x];
    if (gap.folded || x < a || x > b) continue;
    for (let i = 0; i < gap.inputs; i++) {
      for (let j = 0; j < gap.units; j++) {
        const distance = away(ends(layout, gap.layer, i, j), x, y);
        if (distance < least) [least, best] = [distance, linkKey(`${gap.layer}:${i}:${j}`)];
      }
    }
  }
  return best;
}

function away({ x1, y1, x2, y2 }, x, y) {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const t = Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x1 + t * dx - x, y1 + t * dy - y);
}
