/** The layers in numbers: norms, dead and saturated units, and histograms of weights, gradients, activations and deltas. */
import { html, useMemo } from "./dom.js";
import { number } from "./format.js";

const WIDTH = 150;
const HEIGHT = 40;
const KINDS = [["weights", "Weights", "W"], ["gradients", "Gradients", "∂J/∂W"], ["activations", "Activations", "h"], ["deltas", "Deltas", "δ"]];

/** The outline of a histogram as one path. Roots of counts, so that rare values stay visible. */
function outline(counts) {
  const most = Math.sqrt(Math.max(1, ...counts));
  const bar = WIDTH / counts.length;
  let path = `M0 ${HEIGHT}`;
  counts.forEach((n, i) => {
    const top = (HEIGHT - (Math.sqrt(n) / most) * (HEIGHT - 2)).toFixed(1);
    path += `V${top}H${((i + 1) * bar).toFixed(1)}`;
  });
  return `${path}V${HEIGHT}Z`;
}

function Histogram({ data, name, layer }) {
  const d = useMemo(() => (data ? outline(data.counts) : ""), [data]);
  if (!data) return html`<td></td>`;
  const zero = data.low < 0 && data.high > 0 ? (-data.low / (data.high - data.low)) * WIDTH : null;
  return html`<td><figure class=${`histogram ${name}`}>
    <svg viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label=${`${name} of layer ${layer}, from ${number(data.low)} to ${number(data.high)}`}>
      <path d=${d} />${zero !== null && html`<line class="zero" x1=${zero} x2=${zero} y1="0" y2=${HEIGHT} />`}
    </svg>
    <figcaption><span>${number(data.low, 2)}</span><span>${number(data.high, 2)}</span></figcaption>
  </figure></td>`;
}

function Norm({ value, most }) {
  const share = value > 0 && most > 0 ? Math.max(0, Math.min(1, 1 + Math.log10(value / most) / 6)) : 0;
  return html`<td class="number norm"><span>${number(value, 2)}</span><i class="meter" style=${{ width: `${(share * 100).toFixed(1)}%` }}></i></td>`;
}

function Marks({ layer }) {
  return html`${layer.dead?.length > 0 && html`<span class="chip dead" title=${`Units ${layer.dead.join(", ")} give 0 on every probe row`}>† ${layer.dead.length} dead</span>`}
    ${layer.saturated?.length > 0 && html`<span class="chip saturated" title=${`Units ${layer.saturated.join(", ")} are flat on nearly every probe row`}>▲ ${layer.saturated.length} saturated</span>`}`;
}

/** The table of layers. */
export function LayersPanel({ frame, setup }) {
  const layers = frame.layers;
  if (!layers) return html`<p class="hint">The numbers of the layers come with a later frame.</p>`;
  const most = (key) => Math.max(...layers.map((layer) => layer.norms?.[key] ?? 0));
  const tops = { weights: most("weights"), gradient: most("gradient"), delta: most("delta") };
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Layers in numbers"><table class="table layers-table" data-test="layers-table">
    <thead><tr><th scope="col">Layer</th>${KINDS.map(([key, title, sign]) => html`<th scope="col" key=${key}>${title} <i>${sign}</i></th>`)}
      <th scope="col" class="number">‖W‖</th><th scope="col" class="number">‖∂J/∂W‖</th><th scope="col" class="number">‖δ‖</th></tr></thead>
    <tbody>${layers.map((layer, i) => {
      const made = setup.network.layers[i];
      return html`<tr key=${layer.layer}>
        <th scope="row"><b>${layer.layer}</b> <span class="soft">${made?.activation ?? "output"}, ${made?.units}</span><${Marks} layer=${layer} /></th>
        ${KINDS.map(([key]) => html`<${Histogram} key=${key} name=${key} layer=${layer.layer} data=${layer.histograms?.[key]} />`)}
        <${Norm} value=${layer.norms?.weights} most=${tops.weights} /><${Norm} value=${layer.norms?.gradient} most=${tops.gradient} />
        <${Norm} value=${layer.norms?.delta} most=${tops.delta} />
      </tr>`;
    })}</tbody>
  </table></div>
  <p class="hint">On up to 64 training rows, spread over the table, by the reference engine. Histograms show roots of counts; bars of norms are logarithmic, six decades, longest in the layer with the largest.</p>`;
}
