/** What one unit responds to: over the plane or input by input, its rows, its weights, and when it died. */
import { html, useEffect, useRef, useState } from "./dom.js";
import { number, count } from "./format.js";
import { notify } from "./notices.js";
import { bytes, themeVersion } from "./palette.js";
import { useFollowing } from "./follow.js";
import { isOutput } from "./net-layout.js";
import { drawGrid } from "./net-paint.js";
import { unitName } from "./net-tip.js";

const PLANE = 6;
const MOST_POINTS = 300;

/** The panel; properties as in docs/studio-page.md. */
export function UnitPanel({ setup, frame, api, selection, select, watching }) {
  const { layer, unit } = selection?.kind === "unit" ? selection : { layer: 0, unit: 0 };
  const weights = frame.layers.map((part) => part.norms?.weights).join();
  const hidden = layer >= 1 && layer < setup.network.layers.length;
  const { answer: data, failure } = useFollowing(hidden ? `${layer} ${unit}` : null, `${frame.step} ${weights}`, () => api.unit(layer, unit));
  if (selection?.kind !== "unit") return html`<p class="soft">Click a unit in the picture of the network, or walk to it with the arrows and press Enter.</p>`;
  if (!hidden) return html`<${Output} ...${{ setup, frame, layer, unit, select }} />`;
  if (failure) return html`<p class="unit-failure" role="alert" data-test="unit-failure">${failure}</p>`;
  if (!data) return html`<p class="soft">Asking what it responds to…</p>`;
  return html`<div class="unit-root" data-test="unit" data-layer=${layer} data-unit=${unit}>
    <${Head} ...${{ setup, frame, data }} />
    ${data.activation && !watching ? html`<${Death} key=${`${layer} ${unit}`} ...${{ data, api, step: frame.step }} />` : null}
    ${Array.isArray(data.response) ? html`<${Curves} response=${data.response} />` : data.response ? html`<${Plane} response=${data.response} setup=${setup} />` : null}
    <div class="unit-weights"><${Weights} title="What comes in" list=${data.incoming} addresses=${addressesIn(setup, data)} select=${select} test="unit-in" />
      <${Weights} title="Where it goes" list=${data.outgoing} addresses=${addressesOut(setup, data)} select=${select} test="unit-out" /></div>
    ${data.dead ? null : html`<${Rows} title="Rows that excite it most" rows=${data.strongest} test="unit-strongest" />
      <${Rows} title="Rows that it answers least" rows=${data.weakest} test="unit-weakest" />`}</div>`;
}

function Head({ setup, frame, data }) {
  const part = frame.layers[data.layer - 1];
  const activation = isOutput(setup, data.layer) ? "output" : setup.network.layers[data.layer - 1].activation;
  return html`<div class="unit-head"><div><b data-test="unit-name">${unitName(setup, data.layer, data.unit)}</b><span class="soft"> ${activation}</span></div>
    <div class="row small"><span>bias <b class="number">${number(part?.bias?.[data.unit])}</b></span><span>mean activation <b class="number">${number(part?.activations?.[data.unit])}</b></span></div></div>
    ${data.dead ? html`<p class="unit-mark unit-dead" data-test="unit-dead"><b>† Dead.</b> It gives 0 on every probe row, so its slope is 0, no gradient passes and its weights stay as they are.</p>` : null}
    ${data.saturated && !data.dead ? html`<p class="unit-mark unit-saturated" data-test="unit-saturated"><b>▲ Saturated.</b> On almost all probe rows its slope is nearly 0: it says the same whatever comes in, and its weights hardly learn.</p>` : null}`;
}

/** A unit of the last listed layer, usually an output: its weights from the frame; what it responds to is the prediction itself, which the page shows. */
function Output({ setup, frame, layer, unit, select }) {
  const data = { layer, unit, activation: null, dead: false, saturated: false, incoming: [], outgoing: [] };
  const weights = frame.layers[layer - 1]?.weights;
  for (let i = 0; weights && i < weights.rows; i++) data.incoming.push([layer === 1 ? String(setup.inputs[i]) : `h${i}(${layer - 1})`, weights.values[i * weights.columns + unit] ?? 0]);
  data.incoming.sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]));
  return html`<div class="unit-root" data-test="unit" data-layer=${layer} data-unit=${unit}><${Head} ...${{ setup, frame, data }} />
    <p class="soft small">${!isOutput(setup, layer) ? "The layers behind this one are not listed." : `What an output responds to is the prediction: ${setup.points ? "the surface" : "the picture of the outcome"} shows it.`}</p>
    <div class="unit-weights"><${Weights} title="What comes in" list=${data.incoming} addresses=${addressesIn(setup, data)} select=${select} test="unit-in" /></div></div>`;
}

/** When did this unit die? Answered by search over the steps that were seen. */
function Death({ data, api, step }) {
  const [answer, setAnswer] = useState(null);
  const [busy, setBusy] = useState(false);
  const ask = async () => {
    setBusy(true);
    setAnswer(await api.death(data.layer, data.unit).catch((error) => (notify(error.message), null)));
    setBusy(false);
  };
  const travel = (to) => api.travel(to).catch((error) => notify(error.message));
  const link = (to, text, test) => (to === null || to === undefined ? null : html`<button type="button" class="button" data-test=${test} disabled=${to === step} onClick=${() => travel(to)}>${text} ${count(to)}</button>`);
  if (!data.dead && !answer) return null;
  return html`<div class="unit-death"><button type="button" class="button" data-test="unit-when-died" disabled=${busy} onClick=${ask}>${busy ? "Searching…" : "When did this unit die?"}</button>
    ${answer ? html`<p data-test="unit-death" data-died=${answer.died} aria-live="polite">${answer.text}</p>
      <div class="row">${link(answer.lastAlive, "Travel to its last step alive:", "unit-last-alive")}${link(answer.died, "Travel to the step it died:", "unit-died")}</div>` : null}</div>`;
}

/** Its response over the plane, with the axes and the range. */
function Plane({ response, setup }) {
  const canvas = useRef(null);
  useEffect(() => {
    const data = bytes(response.data);
    const { size, low, high } = response;
    const most = Math.max(Math.abs(low), Math.abs(high)) || 1;
    const context = canvas.current.getContext("2d");
    drawGrid(context, size, size, (r, c) => (low + (data[r * size + c] / 255) * (high - low)) / most, 0, 0, 300, 300, true);
    points(context, setup.points);
  }, [response, setup, themeVersion.value]);
  return html`<figure class="unit-plane"><canvas ref=${canvas} width="300" height="300" role="img" aria-label=${`its response over the plane, from ${number(response.low)} to ${number(response.high)}`} data-test="unit-plane"></canvas>
    <figcaption class="small soft"><span>from ${number(response.low)} to ${number(response.high)}; blue above 0, orange below; training points as rings (○ low, ● high target)</span></figcaption></figure>`;
}

function points(context, given) {
  if (!given) return;
  const style = getComputedStyle(context.canvas);
  const [ink, card] = [style.getPropertyValue("--ink"), style.getPropertyValue("--card")];
  const middle = (Math.min(...given.target) + Math.max(...given.target)) / 2;
  for (let i = 0, drawn = 0; i < given.x.length && drawn < MOST_POINTS; i++) {
    if (!given.training[i]) continue;
    drawn += 1;
    context.beginPath();
    context.arc(((given.x[i] + PLANE) / (2 * PLANE)) * 300, ((PLANE - given.y[i]) / (2 * PLANE)) * 300, 2.6, 0, 2 * Math.PI);
    context.fillStyle = given.target[i] > middle ? ink : card;
    context.strokeStyle = given.target[i] > middle ? card : ink;
    context.fill();
    context.stroke();
  }
}

/** Its response to each input, the others at their mean: small lines on one scale. */
function Curves({ response }) {
  const all = response.flatMap((curve) => curve.h).filter((v) => v !== null);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  return html`<div><h3>Its response to each input</h3><p class="small soft">One input changes, the others stand at their mean; all on the scale from ${number(low)} to ${number(high)}.</p>
    <div class="unit-curves">${response.map((curve) => html`<${Curve} curve=${curve} low=${low} high=${high} />`)}</div></div>`;
}

function Curve({ curve, low, high }) {
  const [left, right] = [Math.min(...curve.x), Math.max(...curve.x)];
  const px = (x) => 4 + (112 * (x - left)) / (right - left || 1);
  const py = (h) => 56 - (52 * (h - low)) / (high - low || 1);
  const line = curve.x.map((x, i) => `${i ? "L" : "M"}${px(x).toFixed(1)} ${py(curve.h[i]).toFixed(1)}`).join("");
  return html`<figure class="unit-curve"><svg viewBox="0 0 120 60" role="img" aria-label=${`${curve.input}: from ${number(curve.h[0])} to ${number(curve.h[curve.h.length - 1])}`}>
      ${low < 0 && high > 0 ? html`<path class="unit-zero" d=${`M4 ${py(0)}H116`} />` : null}<path class="unit-line" d=${line} /></svg>
    <figcaption class="small">${curve.input}<span class="soft"> ${number(left, 2)} … ${number(right, 2)}</span></figcaption></figure>`;
}

/** The addresses of the listed weights, where their names tell which they are. */
function addressesIn(setup, data) {
  const names = data.layer === 1 ? setup.inputs.map(String) : null;
  return data.incoming.map(([name]) => {
    const from = names ? names.indexOf(String(name)) : indexIn(name);
    return from === null || from < 0 ? null : `${data.layer}:${from}:${data.unit}`;
  });
}

function addressesOut(setup, data) {
  const last = data.layer + 1 === setup.network.layers.length;
  return data.outgoing.map(([name]) => {
    const to = last && setup.outputs.map(String).includes(String(name)) ? setup.outputs.map(String).indexOf(String(name)) : indexIn(name);
    return to === null ? null : `${data.layer + 1}:${data.unit}:${to}`;
  });
}

/** The number of a unit in a name such as `h3(1)`. */
function indexIn(name) {
  const found = /^[hz]_?(\d+)\(\d+\)$/.exec(String(name));
  return found ? Number(found[1]) : null;
}

function Weights({ title, list, addresses, select, test }) {
  if (!list?.length) return null;
  const most = Math.max(...list.map(([, weight]) => Math.abs(weight)), 1e-300);
  return html`<div><h3>${title}</h3><ul class="unit-list" data-test=${test}>${list.slice(0, 12).map(([name, weight], i) => html`<li><${addresses[i] ? Link : Plain} address=${addresses[i]} select=${select}>
      <span class="unit-list-name">${name}</span><span class="mic-bar"><span class=${weight < 0 ? "mic-fill mic-fill-negative" : "mic-fill"} style=${barStyle(weight, most)}></span></span><span class="number">${number(weight)}</span></${addresses[i] ? Link : Plain}></li>`)}</ul>
    ${list.length > 12 ? html`<p class="small soft">and ${list.length - 12} weaker ones</p>` : null}</div>`;
}

const barStyle = (weight, most) => {
  const share = (Math.abs(weight) / most) * 50;
  return { width: `${share}%`, left: weight < 0 ? `${50 - share}%` : "50%" };
};
const Link = ({ address, select, children }) => html`<button type="button" class="unit-weight" data-test=${`unit-weight-${address}`} title="Explain this weight" onClick=${() => select({ kind: "weight", address })}>${children}</button>`;
const Plain = ({ children }) => html`<span class="unit-weight">${children}</span>`;

/** A cell as it is, long decimals in four significant digits. */
const brief = (cell) => (/^-?\d+\.\d{3,}(e-?\d+)?$/i.test(cell) ? number(Number(cell), 4) : cell);

function Rows({ title, rows, test }) {
  if (!rows?.length) return null;
  const names = Object.keys(rows[0].cells ?? {}).slice(0, 8);
  return html`<details class="unit-rows" open=${test === "unit-strongest"}><summary>${title}</summary><div class="mic-scroll"><table class="table" data-test=${test}><thead><tr><th class="number">h</th>${names.map((name) => html`<th>${name}</th>`)}</tr></thead>
    <tbody>${rows.slice(0, 6).map((row) => html`<tr><td class="number">${number(row.h)}</td>${names.map((name) => html`<td>${brief(row.cells[name])}</td>`)}</tr>`)}</tbody></table></div></details>`;
}
