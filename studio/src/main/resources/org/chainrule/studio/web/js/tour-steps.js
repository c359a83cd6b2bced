/** What the guided tour says: the lecture's equations 1 to 10, each with the numbers of the tour's 2-3-2 network and what it lights. */
import { html } from "./dom.js";
import { number } from "./format.js";
import { bright, column, flat, J, mark, math, matrix, mi, mn, mo, paren, partial, row, slope, sub, sum, symbols, transposed, words } from "./equations.js";

const text = (...parts) => html`<p>${parts}</p>`;
const line = (parts, label) => math(parts, { label });
const dot = () => mo("·");
const signed = (value, digits = 3) => (value < 0 ? paren(mn(number(value, digits))) : mn(number(value, digits)));
const minusOne = (l) => row(mi(l), mo("−"), mn("1"));
const deltas = (pass) => ({ values: { 1: pass.layers[0].delta, 2: pass.layers[1].delta }, heads: { 1: "δ(1)", 2: "δ(2)" } });
const forward = (pass) => ({ values: { 0: pass.x, 1: pass.layers[0].h, 2: pass.o } });

/** The keys of the picture's elements that the chain of w_ij(1) touches. */
function onChain(i, j, outputs) {
  const keys = { [`unit-0-${i}`]: true, [`unit-1-${j}`]: true, [`link-1:${i}:${j}`]: true };
  for (let k = 0; k < outputs; k++) Object.assign(keys, { [`unit-2-${k}`]: true, [`link-2:${j}:${k}`]: true });
  return keys;
}

/**
 * The moments of the tour.
 * @param {{setup: object, pass: object, explanation: object, i: number, j: number}} at the network, one example's pass, the explanation of w_ij(1)
 * @returns {{n: string, title: string, words: object, equation: object[], numbers: object[], slip?: string, lit: object}[]}
 */
export function tourSteps(at) {
  return [wanted(at), elements(at), chain(at), grouped(at), delta(at), outer(at), updateOne(at), updateAll(at), recursion(at), ends(at)];
}

function wanted({ setup, pass, explanation, i, j }) {
  return {
    n: "1", title: "What is wanted",
    words: [
      text("Training asks one question of every weight: if it grew a little, how much would the cost J grow? That number is the gradient. Here L = 2, so the layer before the last is layer 1."),
      text(`We follow one weight, from input ${setup.inputs[i]} to hidden unit ${j}. Another one? Click it in the picture.`)],
    equation: [math(symbols.wanted(), { n: "1", label: "the derivative of J by w i j of layer L minus 1" })],
    numbers: [line([mark("w", 1, [String(i), html`<mo separator="true">,</mo>`, String(j)]), mo("="), mn(explanation.weight.value), mo(","), html`<mspace width="1em" />`, J(), mo("="), mn(pass.cost), mo(","), html`<mspace width="1em" />`,
      partial(J(), mark("w", 1, [String(i), html`<mo separator="true">,</mo>`, String(j)])), mo("="), bright(mn(explanation.gradient))])],
    after: `Make the weight larger by 0.01 and J changes by about ${number(explanation.gradient * 0.01, 2)}. Where that number comes from, the next nine equations say.`,
    lit: { ...forward(pass), exact: { [`link-1:${i}:${j}`]: true }, direction: "still", text: "The weight that is followed" },
  };
}

function elements({ setup, pass, i, j }) {
  const [one, two] = pass.layers;
  return {
    n: "2", title: "What lies on the way",
    words: [
      text("From the weight to the cost lead certain elements only: the node where it starts, the node where it ends, from there a weight to every output, and the outputs. Everything else is dimmed."),
      text("To have their numbers, the example goes forward through the network: each unit sums its inputs times its weights, and tanh bends the sum.")],
    equation: [math(symbols.preActivation("l"), { n: "2" }), math(symbols.activation("l"), {}), math(symbols.output("L"), {})],
    numbers: [
      line([mark("z", 1), mo("="), matrix(one.W, 2, 3, { transpose: true, lit: [i, j] }), column(pass.x, { lit: i }), mo("+"), column(one.b ?? []), mo("="), column(one.z, { lit: j })]),
      line([mark("h", 1), mo("="), html`<mi mathvariant="normal">tanh</mi>`, paren(mark("z", 1)), mo("="), column(one.h, { lit: j })]),
      line([mark("z", 2), mo("="), column(two.z), mo(","), html`<mspace width="1em" />`, mi("o"), mo("="), html`<mi mathvariant="normal">softmax</mi>`, paren(mark("z", 2)), mo("="), column(pass.o)])],
    slip: "The lecture leaves out the biases b. They are real parameters: a bias is a weight whose input is always 1.",
    lit: { ...forward(pass), exact: onChain(i, j, setup.network.outputs), direction: "forward", text: "The elements between the weight and the cost" },
  };
}

function chain({ setup, pass, explanation, i, j }) {
  const part = explanation.chains[0];
  const phi = part.factors[0]?.value;
  const term = (t) => row(signed(t.delta), dot(), signed(t.weight));
  const sums = part.terms.flatMap((t, n) => (n ? [mo("+"), term(t)] : [term(t)]));
  return {
    n: "3", title: "The chain through every output",
    words: [
      text("The chain rule multiplies what lies along a path and adds up over the paths. There is one path through each output k: how J answers to the output, how the output answers to its sum z, the weight that leads there, the slope of tanh, and the input.")],
    equation: [math([partial(J(), mark("w", minusOne("L"), "ij")), mo("="), sum("k"), paren(partial(J(), sub("o", "k")), partial(sub("o", "k"), mark("z", "L", "k"))), mark("w", "L", "jk"), slope(), paren(mark("z", minusOne("L"), "j")), mark("h", row(mi("L"), mo("−"), mn("2")), "i")], { n: "3", label: "the chain: a sum over the outputs k" })],
    numbers: [
      line([mo("("), ...sums, mo(")"), dot(), signed(phi), dot(), signed(part.h), mo("="), bright(mn(explanation.gradient))]),
      ...explanation.paths.map((path) => line([words(`through output ${setup.outputs[path.units[path.units.length - 1]]}:`), html`<mspace width=".5em" />`, mn(path.contribution)]))],
    slip: "In [3] the weight is written with the indices jk, in [4] once kj: both mean the entry in row j, column k. And with softmax every o depends on every z, so the bracket stands for a sum over all outputs.",
    lit: { ...forward(pass), exact: onChain(i, j, setup.network.outputs), direction: "backward", text: "One path through each output" },
  };
}

function grouped({ pass, explanation, i, j }) {
  const part = explanation.chains[0];
  return {
    n: "4", title: "Two factors are enough",
    words: [text("All of the chain but the input belongs to node j, whichever weight of the node is asked about. It gets a name, δ. A weight's gradient is then what came in at its start, times δ at its end.")],
    equation: [math([partial(J(), mark("w", minusOne("L"), "ij")), mo("="), mark("h", row(mi("L"), mo("−"), mn("2")), "i"), mark("δ", minusOne("L"), "j")], { n: "4", label: "the gradient is h i times delta j" })],
    numbers: [line([mark("h", 0, [String(i)]), dot(), mark("δ", 1, [String(j)]), mo("="), signed(part.h), dot(), signed(part.delta), mo("="), bright(mn(explanation.gradient))])],
    lit: { values: { 0: pass.x, 1: pass.layers[0].delta }, heads: { 1: "δ(1)" }, exact: { [`unit-0-${i}`]: true, [`unit-1-${j}`]: true, [`link-1:${i}:${j}`]: true }, direction: "still", text: "An input and a δ" },
  };
}

function delta({ pass }) {
  const [one, two] = pass.layers;
  return {
    n: "5", title: "All deltas of a layer at once",
    words: [text("The δ of a hidden node: what the outputs want, through the weights that lead to them, times the node's own slope. Written for all nodes of the layer it is one product of a matrix and a vector; ⊙ multiplies element by element.")],
    equation: [math([mark("δ", minusOne("L")), mo("="), mark("W", "L"), mark("δ", "L"), mo("⊙"), slope(), paren(mark("z", minusOne("L")))], { n: "5", label: "delta of layer L minus 1" })],
    numbers: [line([mark("δ", 1), mo("="), matrix(two.W, 3, 2), column(two.delta), mo("⊙"), column(one.phiPrime), mo("="), bright(column(one.delta))])],
    lit: { ...deltas(pass), units: [1], links: [2], direction: "backward", text: "δ flows back through W(2)" },
  };
}

function outer({ pass, i, j }) {
  const [one] = pass.layers;
  return {
    n: "6", title: "All gradients of a layer at once",
    words: [text("Every pair of an input and a δ gives one gradient: a column times a row, an outer product. It has the shape of W itself, and the gradient of the weight that we follow is one of its entries.")],
    equation: [math([partial(J(), mark("W", minusOne("L"))), mo("="), mark("h", row(mi("L"), mo("−"), mn("2"))), transposed("δ", minusOne("L"))], { n: "6", label: "h times delta transposed" })],
    numbers: [line([column(pass.x, { lit: i }), flat(one.delta, { lit: j }), mo("="), matrix(one.dW, 2, 3, { lit: [i, j] })])],
    slip: "The bias has a constant 1 coming in, so the gradient of b is δ itself.",
    lit: { values: { 0: pass.x, 1: one.delta }, heads: { 1: "δ(1)" }, units: [0, 1], links: [1], direction: "still", text: "The gradients of W(1)" },
  };
}

const step = (pass, l, rows, columns) => {
  const layer = pass.layers[l - 1];
  return [
    line([mark("W", l), mo("←"), matrix(layer.W, rows, columns), mo("−"), mn(pass.learningRate), dot(), matrix(layer.dW, rows, columns)]),
    line([html`<mphantom>${mark("W", l)}</mphantom>`, mo("="), layer.newW ? bright(matrix(layer.newW, rows, columns)) : words("…")])];
};

function updateOne({ pass, i, j }) {
  return {
    n: "7", title: "The update",
    words: [text(`Every weight takes a small step against its gradient; how small says the learning rate μ, here ${number(pass.learningRate)}. A weight with a positive gradient is lowered, one with a negative gradient is raised.`)],
    equation: [math([mark("W", minusOne("L")), mo("←"), mark("W", minusOne("L")), mo("−"), mi("μ"), mark("h", row(mi("L"), mo("−"), mn("2"))), transposed("δ", minusOne("L"))], { n: "7", label: "W minus mu h delta transposed" })],
    numbers: step(pass, 1, 2, 3),
    lit: { units: [], links: [1], direction: "still", text: "W(1) takes its step", exact: { [`link-1:${i}:${j}`]: true } },
  };
}

function updateAll({ pass }) {
  return {
    n: "8", title: "The same for every layer",
    words: [text("Nothing in the update is special to one layer: for any l it takes what came in, h, and the layer's δ. The last layer's weights step in the same way.")],
    equation: [math([mark("W", minusOne("l")), mo("←"), mark("W", minusOne("l")), mo("−"), mi("μ"), mark("h", row(mi("l"), mo("−"), mn("2"))), transposed("δ", minusOne("l"))], { n: "8", label: "the update of every layer" })],
    numbers: step(pass, 2, 3, 2),
    slip: "First all the deltas, then the updates. Whoever updates W(2) before δ(1) has been computed has a wrong gradient; a famous worked example does just that.",
    lit: { units: [], links: [1, 2], direction: "still", text: "Every layer takes its step" },
  };
}

function recursion({ pass }) {
  const [one, two] = pass.layers;
  return {
    n: "9", title: "The recursion",
    words: [text("In a deeper network the same line leads from each layer's δ to that of the layer below: from the cost back to the input, one product a layer. That is backpropagation. This network has one hidden layer, so the recursion turns once.")],
    equation: [math([mark("δ", minusOne("l")), mo("="), mark("W", "l"), mark("δ", "l"), mo("⊙"), slope(), paren(mark("z", minusOne("l")))], { n: "9", label: "delta of layer l minus 1 from delta of layer l" })],
    numbers: [line([words("l = 2:"), html`<mspace width=".6em" />`, column(one.delta), mo("="), matrix(two.W, 3, 2), column(two.delta), mo("⊙"), column(one.phiPrime)])],
    lit: { ...deltas(pass), units: [1, 2], links: [2], direction: "backward", text: "From δ(2) to δ(1)" },
  };
}

function ends({ pass }) {
  const [, two] = pass.layers;
  const n = pass.o.length;
  return {
    n: "10", title: "Where it starts and ends",
    words: [text("The recursion starts at the outputs, where δ is how J answers to the last sums z; it ends at the input, where h is the example x itself.")],
    equation: [math(symbols.outputDeltaElementwise("L"), { n: "10", label: "delta of the last layer" }), math(symbols.input(), {})],
    numbers: [
      line([mark("δ", 2), mo("="), html`<msubsup><mi>Jac</mi><mi>o</mi><mi>T</mi></msubsup>`, html`<msub><mi mathvariant="normal">∇</mi><mi>o</mi></msub>`, J(), mo("="), matrix(pass.outputJacobian.flat(), n, n, { transpose: true }), column(pass.outputGradient), mo("="), bright(column(two.delta))]),
      line([mark("h", 0), mo("="), mi("x"), mo("="), column(pass.x)])],
    slip: "As the lecture writes it, [10] works element by element. That holds for outputs that act alone. Softmax couples them: the slope o′ becomes the Jacobian, a matrix. With the likelihood that belongs to softmax all of it collapses to δ = o − y: compare the numbers.",
    lit: { values: { 0: pass.x, 1: [], 2: two.delta }, heads: { 2: "δ(2)" }, units: [0, 2], links: [], direction: "backward", text: "Start: δ(2). End: x" },
  };
}
