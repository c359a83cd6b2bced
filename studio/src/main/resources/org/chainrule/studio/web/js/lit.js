/** What a lesson points at in the picture of a network: the stepper and the tour say it, the picture lights it. */
import { signal } from "./dom.js";

/**
 * @typedef {object} Lit
 * @property {string} run whose picture
 * @property {number[]} [units] layers whose units are lit, 0 for the inputs
 * @property {number[]} [links] layers whose weights are lit
 * @property {Object<string, boolean>} [exact] single elements by key, such as `unit-1-0` or `link-1:0:2`
 * @property {Object<number, number[]>} [values] numbers to write into the units of a layer, instead of the mean activations
 * @property {Object<number, string>} [heads] titles of columns, such as δ(1)
 * @property {"forward"|"backward"|"still"} [direction] which way the numbers flow
 * @property {string} [text] said beside the picture
 */

/** What is lit now, or null. @type {import("./dom.js").Signal<Lit|null>} */
export const lit = signal(null);

/** Whether an element is lit; everything counts as lit where nothing is pointed at. */
export function isLit(what, kind, layer, key) {
  if (!what) return false;
  if (what.exact && key in what.exact) return true;
  return (kind === "unit" ? what.units : what.links)?.includes(layer) ?? false;
}
