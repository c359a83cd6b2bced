/** How arrows walk over the picture of a network: up and down through a layer, right and left along the links. */
import { linkKey, parseKey, unitKey } from "./net-layout.js";

/** The keys of a column from top to bottom: each unit and its bias; one key for a folded column. */
function columnKeys(layout, layer) {
  const column = layout.columns[layer];
  if (column.folded) return [`strip-${layer}`];
  return column.units.flatMap((_, unit) => (layer === 0 ? [unitKey(0, unit)] : [unitKey(layer, unit), linkKey(`${layer}:bias:${unit}`)]));
}

/** The first element that Tab reaches. */
export const firstKey = (layout) => columnKeys(layout, Math.min(1, layout.columns.length - 1))[0];

/** Whether an element is in the picture as it is laid out. */
export function isDrawn(layout, key) {
  const at = parseKey(key);
  if (at.kind === "heat") return layout.gaps[at.layer - 1]?.folded ?? false;
  if (at.kind === "strip") return layout.columns[at.layer]?.folded ?? false;
  if (at.kind === "unit") return at.unit < (layout.columns[at.layer]?.units.length ?? 0);
  const gap = layout.gaps[at.layer - 1];
  if (!gap || at.to >= gap.units) return false;
  return at.from === "bias" ? !layout.columns[at.layer].folded : !gap.folded && at.from < gap.inputs;
}

/**
 * Where an arrow leads.
 * @param {import("./net-layout.js").Layout} layout
 * @param {string} key where the focus is
 * @param {"ArrowUp"|"ArrowDown"|"ArrowLeft"|"ArrowRight"|"Home"|"End"} arrow
 * @param {string|null} pivot the unit from which a link was entered
 * @returns {{key: string, pivot: string|null}}
 */
export function walk(layout, key, arrow, pivot) {
  const at = parseKey(key);
  if (arrow === "Home") return { key: columnKeys(layout, 0)[0], pivot: null };
  if (arrow === "End") return { key: columnKeys(layout, layout.columns.length - 1)[0], pivot: null };
  const vertical = arrow === "ArrowUp" ? -1 : arrow === "ArrowDown" ? 1 : 0;
  if (at.kind === "weight" && at.from !== "bias") return onLink(layout, at, vertical, arrow, pivot);
  if (at.kind === "heat") return { key: vertical ? key : columnEntry(layout, arrow === "ArrowRight" ? at.layer : at.layer - 1, 0), pivot: null };
  if (vertical) {
    const keys = columnKeys(layout, at.layer);
    const next = keys.indexOf(key) + vertical;
    return { key: keys[Math.max(0, Math.min(keys.length - 1, next))], pivot: null };
  }
  return offUnit(layout, key, at, arrow);
}

function offUnit(layout, key, at, arrow) {
  const unit = at.kind === "weight" ? at.to : (at.unit ?? 0);
  const layer = arrow === "ArrowRight" ? at.layer + 1 : at.layer;
  if (layer < 1 || layer > layout.gaps.length) return { key, pivot: null };
  const gap = layout.gaps[layer - 1];
  if (gap.folded) return { key: `heat-${layer}`, pivot: null };
  const from = arrow === "ArrowRight" ? unit : Math.min(unit, gap.inputs - 1);
  const to = arrow === "ArrowRight" ? Math.min(unit, gap.units - 1) : unit;
  return { key: linkKey(`${layer}:${from}:${to}`), pivot: unitKey(at.layer, unit) };
}

function onLink(layout, at, vertical, arrow, pivot) {
  const gap = layout.gaps[at.layer - 1];
  if (!vertical) return { key: arrow === "ArrowRight" ? unitKey(at.layer, at.to) : unitKey(at.layer - 1, at.from), pivot: null };
  const bySource = pivot !== unitKey(at.layer, at.to);
  const turn = (value, size) => Math.max(0, Math.min(size - 1, value + vertical));
  const [from, to] = bySource ? [at.from, turn(at.to, gap.units)] : [turn(at.from, gap.inputs), at.to];
  return { key: linkKey(`${at.layer}:${from}:${to}`), pivot: bySource ? unitKey(at.layer - 1, at.from) : pivot };
}

function columnEntry(layout, layer, unit) {
  const column = layout.columns[layer];
  return column.folded ? `strip-${layer}` : unitKey(layer, Math.min(unit, column.units.length - 1));
}
