/** One example's way through a step, in the lecture's order: what each moment says, its equations in symbols and in numbers, and what it lights. */
import { html } from "./dom.js";
import { number } from "./format.js";
import { bright, column, flat, mark, math, matrix, mi, mn, mo, paren, symbols, words } from "./equations.js";

/**
 * @typedef {object} Phase
 * @property {string} id such as `forward-1`
 * @property {string} title
 * @property {string} text in plain words
 * @property {{parts: Array, n?: string, label: string}[]} equations in symbols
 * @property {Array[]} numbers the same with the numbers of this step
 * @property {import("./lit.js").Lit} lit without the run
 */

const h = (l) => mark("h", String(l));
const delta = (l) => mark("δ", String(l));

/** What the units show: x and the h of the layers that have computed, or the deltas that are known. */
const upTo = (pass, l) => ({ values: Object.fromEntries([[0, pass.x], ...pass.layers.slice(0, l).map((layer) => [layer.layer, layer.h])]) });
const deltasFrom = (pass, l) => {
  const known = pass.layers.filter((layer) => layer.layer >= l);
  return { values: Object.fromEntries(known.map((layer) => [layer.layer, layer.delta])), heads: Object.fromEntries(known.map((layer) => [layer.layer, `δ(${layer.layer})`])) };
};
const acrossOf = (pass, l) => ({ values: { [l - 1]: l === 1 ? pass.x : pass.layers[l - 2].h, [l]: pass.layers[l - 1].delta }, heads: { [l]: `δ(${l})` } });

/** The vector that layer l reads: h of the layer below, after its dropout. */
const below = (pass, l) => (l === 1 ? pass.x : (pass.layers[l - 2].dropped ?? pass.layers[l - 2].h));
const rowsOf = (setup, l) => setup.network.layers[l - 1].inputs;
const unitsOf = (setup, l) => setup.network.layers[l - 1].units;
const weights = (setup, layer, values, options) => matrix(values, rowsOf(setup, layer.layer), unitsOf(setup, layer.layer), options);
const moreBelow = (setup, pass, l) => Math.max(0, rowsOf(setup, l) - below(pass, l).length);

/**
 * The moments of a pass.
 * @param {object} setup
 * @param {object} pass
 * @returns {Phase[]}
 */
export function phasesOf(setup, pass) {
  const last = pass.layers.length;
  const up = pass.layers.map((layer) => (layer.layer === last ? outputPhase(setup, pass, layer) : forwardPhase(setup, pass, layer)));
  const down = pass.layers.slice(0, -1).reverse().map((layer) => deltaPhase(setup, pass, layer));
  const gradients = pass.layers.slice().reverse().map((layer) => gradientPhase(setup, pass, layer));
  return [inputPhase(setup, pass), ...up, costPhase(setup, pass, last), startPhase(pass, last), ...down, ...gradients, updatePhase(setup, pass)];
}

function inputPhase(setup, pass) {
  return {
    id: "input", title: "The input",
    text: `The example's numbers go in as they are; row ${pass.row} of the training rows.`,
    equations: [{ parts: symbols.input(), n: "10", label: "h of layer 0 equals x" }],
    numbers: [[h(0), mo("="), mi("x"), mo("="), column(pass.x, { more: setup.network.inputs - pass.x.length })]],
    lit: { ...upTo(pass, 0), units: [0], links: [], direction: "forward", text: "The input goes in" },
  };
}

const product = (setup, pass, layer) => [
  mark("z", String(layer.layer)), mo("="), weights(setup, layer, layer.W, { transpose: true }),
  column(below(pass, layer.layer), { more: moreBelow(setup, pass, layer.layer) }), mo("+"), column(layer.b ?? layer.z.map(() => 0), { more: layer.more ?? 0 }), mo("="), bright(column(layer.z, { more: layer.more ?? 0 })),
];

function forwardPhase(setup, pass, layer) {
  const l = layer.layer;
  const name = setup.network.layers[l - 1].activation;
  return {
    id: `forward-${l}`, title: `Forward through layer ${l}`,
    text: `Each of the ${unitsOf(setup, l)} units adds up what comes in, each input times its weight, plus its bias; then ${name} bends the sum.`,
    equations: [
      { parts: symbols.preActivation(l), n: "2", label: `z of layer ${l} equals W transposed times h of layer ${l - 1} plus b` },
      { parts: symbols.activation(l, name), n: "2", label: `h of layer ${l} equals ${name} of z` },
    ],
    numbers: [product(setup, pass, layer), [h(l), mo("="), html`<mi mathvariant="normal">${name}</mi>`, paren(mark("z", String(l))), mo("="), bright(column(layer.h, { more: layer.more ?? 0 }))]],
    lit: { ...upTo(pass, l), units: [l], links: [l], direction: "forward", text: `Forward: layer ${l} computes` },
  };
}

function outputPhase(setup, pass, layer) {
  const l = layer.layer;
  return {
    id: "output", title: "The output",
    text: "The last layer adds up in the same way; its own output activation, which belongs to the likelihood, turns the sums into the prediction.",
    equations: [
      { parts: symbols.preActivation(l), n: "2", label: `z of layer ${l} equals W transposed times h of layer ${l - 1} plus b` },
      { parts: symbols.output(l), n: "2", label: "o equals the output activation of z" },
    ],
    numbers: [product(setup, pass, layer), [mi("o"), mo("="), mi("o"), paren(mark("z", String(l))), mo("="), bright(column(pass.o))]],
    lit: { ...upTo(pass, l), units: [l], links: [l], direction: "forward", text: "Forward: the prediction" },
  };
}

/** The true answer: a class by its name, else its numbers. */
function targetOf(setup, y) {
  const one = Array.isArray(y) && y.length === 1 ? y[0] : y;
  if (Array.isArray(one)) return flat(one);
  return setup.classes?.length && setup.classes[one] !== undefined ? words(String(setup.classes[one])) : typeof one === "number" ? mn(one) : words(String(one));
}

function costPhase(setup, pass, last) {
  const target = targetOf(setup, pass.y);
  return {
    id: "cost", title: "The cost",
    text: setup.task === "classification" ? "How unlikely the true answer was by this prediction. It is 0 only if the network was certain and right." : "How unlikely the true value was by this prediction, as the likelihood measures it: the further away, the larger.",
    equations: [{ parts: symbols.cost(), label: "J equals minus log p of y given f of x" }],
    numbers: [[mi("y"), mo("="), target, mo(","), html`<mspace width="1em" />`, mi("o"), mo("="), column(pass.o), mo(","), html`<mspace width="1em" />`, mi("J"), mo("="), bright(mn(pass.cost))]],
    lit: { ...upTo(pass, last), units: [last], links: [], direction: "forward", text: `The cost: J = ${number(pass.cost)}` },
  };
}

function startPhase(pass, last) {
  const layer = pass.layers[last - 1];
  const n = pass.outputGradient.length;
  const coupled = pass.outputJacobian.some((line, i) => line.some((value, j) => i !== j && value !== 0));
  return {
    id: "start", title: "Backward starts: δ of the output",
    text: coupled
      ? "How the cost changes with each sum z of the output. Softmax couples the outputs: every o depends on every z, so the whole Jacobian is needed and not only o′ element by element."
      : "How the cost changes with each sum z of the output: the cost's slope in o times the slope of the output activation.",
    equations: [{ parts: coupled ? symbols.outputDelta(last) : symbols.outputDeltaElementwise(last), n: "10", label: "delta of the output layer" }],
    numbers: [coupled ? [delta(last), mo("="), matrix(pass.outputJacobian.flat(), n, pass.outputJacobian[0]?.length ?? n, { transpose: true }), column(pass.outputGradient), mo("="), bright(column(layer.delta, { more: layer.more ?? 0 }))]
      : [delta(last), mo("="), column(pass.outputGradient), mo("⊙"), column(pass.outputJacobian.map((line, i) => line[i])), mo("="), bright(column(layer.delta, { more: layer.more ?? 0 }))]],
    lit: { ...deltasFrom(pass, last), units: [last], links: [], direction: "backward", text: "Backward: δ of the output" },
  };
}

function deltaPhase(setup, pass, layer) {
  const l = layer.layer;
  const next = pass.layers[l];
  return {
    id: `delta-${l}`, title: `Backward: δ of layer ${l}`,
    text: `Each unit's share of the blame: what the units of layer ${l + 1} want, through the weights that lead there, times the unit's own slope. The weights are those of the forward pass; nothing has been updated yet.`,
    equations: [{ parts: symbols.delta(l, l + 1), n: l === pass.layers.length - 1 ? "5, 9" : "9", label: `delta of layer ${l} equals W of layer ${l + 1} times its delta, times phi prime element by element` }],
    numbers: [[delta(l), mo("="), weights(setup, next, next.W), column(next.delta, { more: next.more ?? 0 }), mo("⊙"), column(layer.phiPrime ?? [], { more: layer.more ?? 0 }), mo("="), bright(column(layer.delta, { more: layer.more ?? 0 }))]],
    lit: { ...deltasFrom(pass, l), units: [l], links: [l + 1], direction: "backward", text: `Backward: δ of layer ${l}` },
  };
}

function gradientPhase(setup, pass, layer) {
  const l = layer.layer;
  return {
    id: `gradient-${l}`, title: `The gradients of layer ${l}`,
    text: "A weight's gradient is what came in at its one end times δ at the other: all of them at once are an outer product, a column times a row. A bias has a constant 1 coming in, so its gradient is δ itself.",
    equations: [{ parts: symbols.gradient(l), n: "4, 6", label: `dJ by dW of layer ${l} equals h of layer ${l - 1} times delta transposed` }, { parts: symbols.biasGradient(l), label: "the bias gradient equals delta" }],
    numbers: [[column(below(pass, l), { more: moreBelow(setup, pass, l) }), flat(layer.delta, { more: layer.more ?? 0 }), mo("="), bright(weights(setup, layer, layer.dW))]],
    lit: { ...acrossOf(pass, l), units: [l - 1, l], links: [l], direction: "backward", text: `Gradients of W(${l})` },
  };
}

function updatePhase(setup, pass) {
  const plain = setup.settings.optimizer === "sgd";
  const shown = pass.layers.filter((layer) => layer.newW).slice(0, 3);
  const large = shown.length ? [] : [[words("The matrices are too large to write out.")]];
  const line = (layer) => {
    const l = layer.layer;
    const old = weights(setup, layer, layer.W);
    const fresh = bright(weights(setup, layer, layer.newW));
    const result = [html`<mphantom>${mark("W", String(l))}</mphantom>`, mo("="), fresh];
    return plain ? [[mark("W", String(l)), mo("←"), old, mo("−"), mn(pass.learningRate), mo("·"), weights(setup, layer, layer.dW)], result] : [[mark("W", String(l)), mo("="), old], [html`<mphantom>${mark("W", String(l))}</mphantom>`, mo("→"), fresh]];
  };
  const batch = Number(setup.settings.batchSize);
  if (pass.learningRate === null) return finished(pass);
  return {
    id: "update", title: "The update",
    text: `Only now, with all the deltas known, every weight takes its step.${plain ? "" : ` The run's optimiser is ${setup.settings.optimizer}, which makes its own step of the gradient.`}${batch > 1 ? ` This is the step of this one row; the real one averages the ${batch} rows of the batch.` : ""}`,
    equations: [{ parts: symbols.update("l"), n: "7, 8", label: "W becomes W minus mu times h delta transposed" }],
    numbers: [...shown.flatMap(line), ...large],
    lit: { units: [], links: pass.layers.map((layer) => layer.layer), direction: "still", text: "Every weight takes its step" },
  };
}

function finished(pass) {
  return {
    id: "update", title: "The update",
    text: "The run has ended, so there is no next step; more epochs, or travelling back, bring one.",
    equations: [{ parts: symbols.update("l"), n: "7, 8", label: "W becomes W minus mu times h delta transposed" }],
    numbers: [],
    lit: { units: [], links: pass.layers.map((layer) => layer.layer), direction: "still", text: "The run has ended" },
  };
}

/** A phase's equations, lit, over the same with numbers. */
export function PhaseEquations({ phase }) {
  return html`<div class="eq lit step-symbols" data-test="step-equation">${phase.equations.map((eq) => math(eq.parts, { n: eq.n, label: eq.label }))}</div>
    <div class="step-numbers" data-test="step-numbers" tabindex="0" role="group" aria-label="The numbers of this step">${phase.numbers.map((parts) => math(parts))}</div>`;
}
