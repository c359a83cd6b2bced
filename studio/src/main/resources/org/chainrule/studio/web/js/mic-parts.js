/** The sections of the microscope: the chain, where it starts, its strongest paths, the causes and the step. */
import { html } from "./dom.js";
import { number, count, percent } from "./format.js";
import { isOutput } from "./net-layout.js";
import { bright, J, mark, math, mn, mo, partial, paren, row, slope, sub, sum } from "./equations.js";

const layerOf = (value) => Number(/\((\d+)\)/.exec(value)?.[1] ?? 0);
const times = () => mo("·");
/** A number inside a product or sum: brackets where it is negative. */
const signed = (value, digits = 4) => (value < 0 ? paren(mn(number(value, digits))) : mn(number(value, digits)));

/** The gradient of one row's chain, factor by factor [3, 4, 5]; for a batch, the largest rows as a table. */
export function ChainSection({ setup, explanation }) {
  const chains = explanation.chains ?? [];
  const chain = chains[0];
  if (!chain) return null;
  const several = explanation.chainCount > 1;
  return html`<section class="mic-section" data-test="mic-chain"><h3>The chain</h3>
    ${several ? html`<p class="small">Each row has a chain of its own; the gradient is their sum, each with its share of 1/${count(explanation.rows)} in δ. ${explanation.chainCount > chains.length ? `The ${chains.length} largest of ${count(explanation.chainCount)}:` : ""}</p><${ChainTable} chains=${chains} />
      <p class="small">Of these, the largest, row ${chain.row} of the batch:</p>` : null}
    <${Product} explanation=${explanation} chain=${chain} several=${several} />
    <${DeltaSplit} setup=${setup} chain=${chain} /></section>`;
}

function ChainTable({ chains }) {
  return html`<div class="mic-scroll"><table class="table"><thead><tr><th>Row</th><th class="number">h</th><th class="number">δ</th><th class="number">h · δ</th></tr></thead>
    <tbody>${chains.map((chain) => html`<tr><td>${chain.row}${chain.member ? `, member ${chain.member}` : ""}</td><td class="number">${number(chain.h)}</td><td class="number">${number(chain.delta)}</td><td class="number">${number(chain.product)}</td></tr>`)}</tbody></table></div>`;
}

/** dJ/dw = h_i delta_j with its numbers [4]. */
function Product({ explanation, chain, several }) {
  const { layer, from, to } = explanation.weight;
  const bias = from === "bias";
  const left = several ? [] : [partial(J(), bias ? mark("b", layer, [to]) : mark("w", layer, [from, to])), mo("=")];
  const h = bias ? mn("1") : layer ? mark("h", layer - 1, [from]) : mn(chain.input);
  const delta = layer ? mark("δ", layer, [to]) : mark("δ", "j");
  return html`<div class="eq lit mic-eq">${math([...left, h, times(), delta, mo("="), signed(chain.h), times(), signed(chain.delta), mo("="), bright(mn(number(chain.product, 5)))], { n: "4, 6", label: `h times delta is ${number(chain.product, 5)}` })}</div>`;
}

/** delta_j = phi'(z_j) sum_k w_jk delta_k with its terms [5, 9]. */
function DeltaSplit({ setup, chain }) {
  if (!chain.terms.length) return html`<p class="small">The output comes next, so δ is where the backward pass starts, below.</p>`;
  const layer = layerOf(chain.value);
  const total = chain.terms.reduce((s, term) => s + term.product, 0);
  const most = Math.max(...chain.terms.map((term) => Math.abs(term.product)), 1e-300);
  const ordered = [...chain.terms].sort((a, b) => Math.abs(b.product) - Math.abs(a.product));
  const shown = ordered.slice(0, 8);
  const rest = ordered.slice(8);
  const factors = chain.factors.flatMap((factor) => [signed(factor.value), times()]);
  return html`<div class="mic-eq">${math([mark("δ", layer, [chain.unit]), mo("="), slope(), paren(mark("z", layer, [chain.unit])), sum("k"), mark("w", layer + 1, [chain.unit, "k"]), mark("δ", layer + 1, ["k"])], { n: "5, 9" })}
      ${math([mo("="), ...factors, signed(total), mo("="), bright(mn(number(chain.delta, 5)))])}</div>
    ${chain.factors.map((factor) => html`<p class="small mic-factor">${symbolText(factor.symbol)} at ${number(factor.at)} is <b>${number(factor.value, 4)}</b>.</p>`)}
    <div class="mic-scroll"><table class="table" data-test="mic-terms"><thead><tr><th>through${layer < setup.network.layers.length - 1 ? ` layer ${layer + 1}` : ""}</th><th class="number">w</th><th class="number">δ</th><th class="number">w · δ</th><th class="mic-bars"><span class="visually-hidden">size</span></th></tr></thead>
      <tbody>${shown.map((term) => html`<tr><td>${termName(setup, term)}</td><td class="number">${number(term.weight)}</td><td class="number">${number(term.delta)}</td><td class="number">${number(term.product)}</td><td><${Bar} value=${term.product} most=${most} /></td></tr>`)}
      ${rest.length ? html`<tr><td>and ${count(rest.length)} more</td><td></td><td></td><td class="number">${number(rest.reduce((s, term) => s + term.product, 0))}</td><td></td></tr>` : null}</tbody></table></div>`;
}

/** Where a term leads, in few letters: the column's title says which layer. */
const shortName = (setup, layer, unit) => (isOutput(setup, layer) ? String(setup.outputs[unit] ?? `output ${unit}`) : `unit ${unit}`);
const termName = (setup, term) => (/^z\(\d+\)$/.test(term.value) ? shortName(setup, layerOf(term.value), term.unit) : `${term.value}[${term.unit}]${term.skip ? ", around the block" : ""}`);
/** A factor's name such as `phi'(z_0(2))` as an equation. */
function symbolText(symbol) {
  const found = /^phi'\(z_(\d+)\((\d+)\)\)$/.exec(symbol);
  return found ? math([slope(), paren(mark("z", found[2], [found[1]]))], { block: false }) : symbol;
}

/** A bar to the right or left of its middle: sign and size without colour alone. */
function Bar({ value, most }) {
  const share = Math.min(1, Math.abs(value) / most) * 50;
  return html`<span class="mic-bar"><span class=${value < 0 ? "mic-fill mic-fill-negative" : "mic-fill"} style=${{ width: `${share}%`, left: value < 0 ? `${50 - share}%` : "50%" }}></span></span>`;
}

/** Where the backward pass starts [10], output by output. */
export function OutputSection({ setup, explanation }) {
  const outputs = explanation.upstream ?? [];
  if (!outputs.length) return null;
  const rows = new Set(outputs.map((output) => output.row)).size;
  const shown = outputs.slice(0, 6);
  const coupled = outputs.some((output) => output.terms.length > 1);
  return html`<section class="mic-section" data-test="mic-outputs"><h3>Where it starts</h3>
    <div class="mic-eq">${math([mark("δ", "L", ["k"]), mo("="), ...(coupled ? [sum("m")] : []), partial(J(), sub("o", coupled ? "m" : "k")), partial(sub("o", coupled ? "m" : "k"), mark("z", "L", ["k"]))], { n: "10" })}</div>
    <div class="mic-scroll"><table class="table"><thead><tr>${rows > 1 ? html`<th>row</th>` : null}<th>output</th><th class="number">z</th><th class="number">o</th><th>∂J/∂o · ∂o/∂z</th><th class="number">δ</th></tr></thead>
    <tbody>${shown.map((output) => html`<tr>${rows > 1 ? html`<td>${output.row}</td>` : null}<td>${String(setup.outputs[output.unit] ?? output.unit)}</td><td class="number">${number(output.z)}</td><td class="number">${number(output.o)}</td><td class="mic-sum">${sumText(output)}</td><td class="number">${number(output.delta)}</td></tr>`)}</tbody></table></div>
    ${outputs.length > shown.length ? html`<p class="small soft">and ${count(outputs.length - shown.length)} more</p>` : null}
    ${coupled ? html`<p class="small soft">Softmax couples the outputs, so the Jacobian takes the place of the lecture's elementwise o′; the sum collapses to o − y.</p>` : null}</section>`;
}

function sumText(output) {
  const terms = output.terms.filter((term) => term.costDerivative !== 0).slice(0, 3).map((term) => `${number(term.costDerivative)} · ${number(term.jacobian)}`);
  const text = terms.join(" + ") || "0";
  return output.share === 1 || output.share === null ? text : `${terms.length > 1 ? `(${text})` : text} · ${number(output.share)}`;
}

/** The strongest paths with their shares, and what all others add up to [3]. */
export function PathSection({ setup, explanation }) {
  const { paths, gradient, remainder, pathCount } = explanation;
  if (!paths?.length) return null;
  const most = Math.max(...paths.map((path) => Math.abs(path.contribution)), Math.abs(remainder ?? 0), 1e-300);
  const share = (value) => (gradient ? percent(value / gradient) : "–");
  const several = explanation.rows > 1;
  const left = pathCount - paths.length;
  return html`<section class="mic-section" data-test="mic-paths"><h3>The strongest paths</h3>
    <p class="small">${count(pathCount)} ${pathCount === 1 ? "path leads" : "paths lead"} from the weight to the cost; none that is left out is stronger than those listed.${explanation.negative < 0 && explanation.positive > 0 ? ` All that push up add ${number(explanation.positive)}, all that push down ${number(explanation.negative)}.` : ""}</p>
    <div class="mic-scroll"><table class="table"><thead><tr><th>${several ? "row: " : ""}units</th><th class="number">adds</th><th class="number">share</th><th class="mic-bars"><span class="visually-hidden">size</span></th></tr></thead>
    <tbody>${paths.map((path) => html`<tr data-test="mic-path"><td class="mic-units" title=${pathTitle(setup, explanation, path)}>${several ? `${path.row}: ` : ""}${path.units.join(" → ")}</td><td class="number">${number(path.contribution)}</td><td class="number">${share(path.contribution)}</td><td><${Bar} value=${path.contribution} most=${most} /></td></tr>`)}
    <tr class="mic-rest" data-test="mic-remainder"><td>${left > 0 ? `the other ${count(left)}` : "nothing is left"}</td><td class="number">${number(left > 0 ? remainder : 0)}</td><td class="number">${left > 0 ? share(remainder) : "0 %"}</td><td>${left > 0 ? html`<${Bar} value=${remainder} most=${most} />` : null}</td></tr>
    <tr class="mic-total"><td>gradient</td><td class="number">${number(gradient, 4)}</td><td></td><td></td></tr></tbody></table></div></section>`;
}

const pathTitle = (setup, explanation, path) => [explanation.weight.from === "bias" ? "bias" : null, ...path.steps.map((step) => step.unit), "J"].filter(Boolean).join(" → ");

/** Why the gradient is small, large or without effect. */
export function Causes({ explanation }) {
  const causes = explanation.causes ?? [];
  if (!causes.length) return null;
  return html`<div class="mic-causes" data-test="mic-causes"><h3>Why</h3><ul>${causes.slice(0, 8).map((cause) => html`<li data-test=${`mic-cause-${cause.name}`}><b>${nameText(cause.name)}</b>: ${cause.text}</li>`)}</ul>
    ${causes.length > 8 ? html`<p class="small soft">and ${causes.length - 8} more</p>` : null}</div>`;
}

const nameText = (name) => (name === "deadUnit" ? "unitOff" : name).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** From the gradient to the new weight, line by line [7, 8]. */
export function UpdateSection({ explanation }) {
  const u = explanation.update;
  if (!u) return null;
  const lines = [["gradient g", u.gradient]];
  if (u.penalised !== u.gradient) lines.push(["with the penalties", u.penalised]);
  if (u.clipped !== u.penalised) lines.push(["clipped", u.clipped]);
  for (const moment of u.moments) {
    lines.push([`${moment.name}, before ${number(moment.before)}`, moment.after]);
    if (moment.corrected !== moment.after) lines.push([`${moment.name}, corrected for its start`, moment.corrected]);
  }
  lines.push([`learning rate μ${u.learningRateFactor === 1 ? "" : `, times ${number(u.learningRateFactor)}`}`, u.learningRate]);
  if (u.decay) lines.push(["weight decay takes off", u.decay]);
  lines.push(["the step takes off", u.change]);
  return html`<section class="mic-section" data-test="mic-update"><h3>The step it causes</h3>
    <p class="small">Step ${count(u.step)} by ${u.optimizer.replaceAll(",", ", ")}${u.state === "stored" ? "" : ", from its start"}.</p>
    <table class="table"><tbody>${lines.map(([name, value]) => html`<tr><td>${name}</td><td class="number">${number(value, 4)}</td></tr>`)}</tbody></table>
    <div class="mic-eq">${math([row(mn(number(u.weight, 5))), ...(u.decay ? [mo("−"), signed(u.decay, 3)] : []), mo("−"), signed(u.change, 4), mo("="), bright(mn(number(u.newWeight, 5)))], { n: "7, 8", label: `the new weight is ${number(u.newWeight, 5)}` })}</div></section>`;
}
