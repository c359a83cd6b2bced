/** The hidden layers above the picture: plus and minus, a width and an activation each, and what it all costs. */
import { html, useEffect, useState } from "./dom.js";
import { catalog, change, editing } from "./store.js";
import { differs } from "./settings.js";
import { layersOf, layersText } from "./state.js";
import { plans } from "./plan.js";
import { count, duration, flops } from "./format.js";

function Width({ index, layer, limit, set }) {
  const [text, setText] = useState(String(layer.width));
  useEffect(() => setText(String(layer.width)), [layer.width]);
  const name = `Units of hidden layer ${index + 1}`;
  const take = ({ target }) => {
    const n = Math.round(Number(target.value));
    if (n >= 1 && n <= limit) set(n);
    else setText(String(layer.width));
  };
  const step = layer.width >= 64 ? 16 : layer.width >= 16 ? 4 : 1;
  return html`<div class="stepper" role="group" aria-label=${name}>
    <button type="button" aria-label=${`Fewer units in hidden layer ${index + 1}`} data-test=${`layer-${index + 1}-fewer`} disabled=${layer.width <= 1}
      onClick=${() => set(Math.max(1, layer.width - step))}>−</button>
    <input type="text" inputmode="numeric" autocomplete="off" aria-label=${name} data-test=${`layer-${index + 1}-width`} value=${text}
      onInput=${(event) => setText(event.target.value)} onChange=${take} onKeyDown=${(event) => event.key === "Enter" && take(event)} />
    <button type="button" aria-label=${`More units in hidden layer ${index + 1}`} data-test=${`layer-${index + 1}-more`} disabled=${layer.width >= limit}
      onClick=${() => set(Math.min(limit, layer.width + step))}>+</button>
  </div>`;
}

/** The strip of layers. */
export function LayersStrip({ settings }) {
  const layers = layersOf(settings.layers);
  const { limits, activations } = catalog.value;
  const write = (next) => change({ layers: layersText(next) });
  const set = (index, patch) => write(layers.map((layer, i) => (i === index ? { ...layer, ...patch } : layer)));
  const last = layers[layers.length - 1];
  return html`<div class=${`layers ${differs("layers") ? "differs" : ""}`} id="layers" role="group" aria-label="Hidden layers">
    ${layers.map((layer, index) => html`<div class="layer" key=${index}>
      <span class="layer-name">h<sup>(${index + 1})</sup></span>
      <${Width} index=${index} layer=${layer} limit=${limits.width} set=${(width) => set(index, { width })} />
      <select aria-label=${`Activation of hidden layer ${index + 1}`} data-test=${`layer-${index + 1}-activation`} value=${layer.activation}
        onChange=${(event) => set(index, { activation: event.target.value })}>
        ${activations.map((name) => html`<option key=${name} value=${name} selected=${name === layer.activation}>${name}</option>`)}
      </select>
    </div>`)}
    ${layers.length === 0 && html`<p class="soft small">No hidden layer: the output is a linear model of the inputs.</p>`}
    <div class="layer-count" role="group" aria-label="Number of hidden layers">
      <button type="button" data-test="layer-remove" title="Takes the last hidden layer away" disabled=${layers.length === 0}
        onClick=${() => write(layers.slice(0, -1))}>− layer</button>
      <button type="button" data-test="layer-add" title="Adds a hidden layer before the output" disabled=${layers.length >= limits.layers}
        onClick=${() => write([...layers, { width: last?.width ?? 4, activation: last?.activation ?? "tanh" }])}>+ layer</button>
    </div>
  </div>`;
}

/** Parameters and the cost of an epoch, in one line. */
export function Cost({ which = editing.value }) {
  const { answer } = plans[which].value;
  if (!answer) return html`<p class="cost" id="cost"> </p>`;
  return html`<p class="cost" id="cost" data-test="cost">
    <b data-test="parameters">${count(answer.parameters)}</b> parameters <span aria-hidden="true">· </span>
    an epoch: <b>${count(answer.stepsPerEpoch)}</b> steps, ${flops(answer.epochFlops)}, about ${duration(answer.secondsPerEpoch)}
  </p>`;
}
