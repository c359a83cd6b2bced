/**
 * The lecture's equations as MathML, built by small functions: every function returns a Preact element that belongs inside `math(...)`.
 * Numbers in brackets are those of the lecture "1.3b The backpropagation algorithm (2)".
 */
import { html } from "./dom.js";
import { number } from "./format.js";

const LONGEST = 8;

/** A name, such as z. */
export const mi = (text) => html`<mi>${text}</mi>`;
/** A number, already written or not. */
export const mn = (value) => html`<mn>${typeof value === "number" || value === null ? number(value) : value}</mn>`;
/** An operator or sign. */
export const mo = (text) => html`<mo>${text}</mo>`;
/** Words inside an equation. */
export const words = (text) => html`<mtext class="eq-words">${text}</mtext>`;
/** Parts side by side. */
export const row = (...parts) => html`<mrow>${parts}</mrow>`;
/** A part that the eye should find. */
export const bright = (...parts) => html`<mrow class="eq-bright">${parts}</mrow>`;
/** A fraction. */
const frac = (top, bottom) => html`<mfrac><mrow>${top}</mrow><mrow>${bottom}</mrow></mfrac>`;
/** Parts in round brackets. */
export const paren = (...parts) => row(html`<mo stretchy="false">(</mo>`, ...parts, html`<mo stretchy="false">)</mo>`);

const text = (part) => (typeof part === "string" ? (/^[0-9]+$/.test(part) ? mn(part) : mi(part)) : typeof part === "number" ? mn(String(part)) : part);

/** A layer's mark as the lecture writes it, (l), as a superscript; `what` may have an index below: mark("w", 1, "ij"). */
export function mark(what, layer, index) {
  const up = row(html`<mo stretchy="false">(</mo>`, text(layer), html`<mo stretchy="false">)</mo>`);
  const base = text(what);
  if (index === undefined) return html`<msup>${base}${up}</msup>`;
  const down = Array.isArray(index) ? row(...index.map(text)) : row(...String(index).split(/(?<=[a-z])/).map(text));
  return html`<msubsup>${base}${down}${up}</msubsup>`;
}

/** A name with an index below: sub("o", "k"). */
export const sub = (what, index) => html`<msub>${text(what)}${row(...String(index).split(/(?<=[a-z])/).map(text))}</msub>`;
/** W(l) transposed. */
export const transposed = (what, layer) => html`<msup>${text(what)}${row(html`<mo stretchy="false">(</mo>`, text(layer), html`<mo stretchy="false">)</mo>`, mi("T"))}</msup>`;
/** A derivative, such as dJ/dw. */
export const partial = (of, by) => frac([mo("∂"), text(of)], [mo("∂"), text(by)]);
/** The slope phi'. */
export const slope = () => mi("𝜑′");
/** The sum over an index. */
export const sum = (index) => html`<munder><mo movablelimits="false">∑</mo>${mi(index)}</munder>`;
/** The likelihood's cost. */
export const J = () => mi("J");

/** Parts as one equation; `label` is what a screen reader says. */
export const math = (parts, { block = true, label, n } = {}) =>
  html`<span class=${block ? "eq-line" : "eq-inline"}><math display=${block ? "block" : "inline"} aria-label=${label}>${parts}</math>${n ? html`<span class="eq-number">[${n}]</span>` : null}</span>`;

const cut = (length) => (length > LONGEST ? LONGEST - 2 : length);
/** Numbers under one another have the same decimals, unless they are very small or large. */
function aligned(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  return size !== 0 && (size < 0.001 || size >= 1000) ? number(value, 2) : value.toFixed(3).replace("-", "−");
}
const cell = (value, lit) => html`<mtd class=${lit ? "eq-bright" : "eq-cell"}>${mn(aligned(value))}</mtd>`;

/**
 * A column of numbers; a long one is shortened and says how many are left out.
 * @param {number[]} values
 * @param {{more?: number, lit?: number}} [options] more: units that the server left out; lit: index to mark
 */
export function column(values, { more = 0, lit } = {}) {
  const shown = cut(values.length);
  const left = values.length - shown + more;
  return html`<mtable class="eq-matrix">${values.slice(0, shown).map((v, i) => html`<mtr>${cell(v, i === lit)}</mtr>`)}
    ${left > 0 ? html`<mtr><mtd>${words(`and ${left} more`)}</mtd></mtr>` : null}</mtable>`;
}

/** The numbers of a column laid flat, as its transpose. */
export function flat(values, { more = 0, lit } = {}) {
  const shown = cut(values.length);
  const left = values.length - shown + more;
  return html`<mtable class="eq-matrix"><mtr>${values.slice(0, shown).map((v, i) => cell(v, i === lit))}
    ${left > 0 ? html`<mtd>${words(`and ${left} more`)}</mtd>` : null}</mtr></mtable>`;
}

/**
 * A matrix of numbers, shortened at the bottom and at the right.
 * @param {number[]|null} values row-major; null where the server left it out
 * @param {number} rows
 * @param {number} columns
 * @param {{lit?: [number, number], transpose?: boolean}} [options]
 */
export function matrix(values, rows, columns, { lit, transpose = false } = {}) {
  if (!values) return words(`[${rows} × ${columns}, too large to show]`);
  const high = transpose ? columns : rows;
  const wide = transpose ? rows : columns;
  const at = (r, c) => (transpose ? values[c * columns + r] : values[r * columns + c]);
  const [showRows, showColumns] = [cut(high), cut(wide)];
  const isLit = (r, c) => lit && (transpose ? lit[0] === c && lit[1] === r : lit[0] === r && lit[1] === c);
  const line = (r) => html`<mtr>${range(showColumns).map((c) => cell(at(r, c), isLit(r, c)))}
    ${showColumns < wide ? html`<mtd>${words(r === 0 ? `and ${wide - showColumns} more` : "…")}</mtd>` : null}</mtr>`;
  return html`<mtable class="eq-matrix">${range(showRows).map(line)}
    ${showRows < high ? html`<mtr><mtd>${words(`and ${high - showRows} more`)}</mtd></mtr>` : null}</mtable>`;
}

/** The whole numbers below n. */
export const range = (n) => Array.from({ length: n }, (_, i) => i);

const W = (l) => mark("W", l);
const h = (l) => mark("h", l);
const z = (l) => mark("z", l);
const delta = (l) => mark("δ", l);
const minus = (l, by = 1) => (typeof l === "number" ? l - by : row(text(l), mo("−"), mn(String(by))));

/**
 * The equations of one layer, in symbols; l and L are numbers or letters.
 * @type {Object<string, function(number|string): Array>}
 */
export const symbols = {
  input: () => [h("0"), mo("="), mi("x")],
  preActivation: (l) => [z(l), mo("="), transposed("W", l), h(minus(l)), mo("+"), mark("b", l)],
  activation: (l, name) => [h(l), mo("="), name ? html`<mi mathvariant="normal">${name}</mi>` : mi("φ"), paren(z(l))],
  output: (L) => [mi("o"), mo("="), mi("o"), paren(z(L))],
  cost: () => [html`<msub>${J()}<mi>ML</mi></msub>`, mo("="), mo("−"), mi("log"), html`<mspace width=".17em" />`, mi("p"), paren(mi("y"), mo("|"), mi("f"), paren(mi("x")))],
  outputDelta: (L) => [delta(L), mo("="), html`<msubsup><mi>Jac</mi><mi>o</mi><mi>T</mi></msubsup>`, html`<msub><mi mathvariant="normal">∇</mi><mi>o</mi></msub>`, J()],
  outputDeltaElementwise: (L) => [delta(L), mo("="), html`<msub><mi mathvariant="normal">∇</mi><mi>o</mi></msub>`, J(), paren(mi("y"), mo(","), mi("o")), mo("⊙"), mi("𝑜′"), paren(z(L))],
  delta: (l, next) => [delta(l), mo("="), W(next), delta(next), mo("⊙"), slope(), paren(z(l))],
  gradient: (l) => [partial(J(), W(l)), mo("="), h(minus(l)), transposed("δ", l)],
  biasGradient: (l) => [partial(J(), mark("b", l)), mo("="), delta(l)],
  update: (l) => [W(l), mo("←"), W(l), mo("−"), mi("μ"), h(minus(l)), transposed("δ", l)],
  wanted: () => [partial(html`<msub>${J()}<mi>ML</mi></msub>`, mark("w", row(mi("L"), mo("−"), mn("1")), "ij"))],
  chain: () => [
    partial(J(), mark("w", "1", "ij")), mo("="), sum("k"),
    partial(J(), sub("o", "k")), partial(sub("o", "k"), mark("z", "2", "k")),
    mark("w", "2", "jk"), slope(), paren(mark("z", "1", "j")), mark("h", "0", "i"),
  ],
  grouped: (l, below) => [partial(J(), mark("w", l, "ij")), mo("="), mark("h", below, "i"), mark("δ", l, "j")],
};
