/** What the network says about the validation rows of a table: prediction against truth, or the confusion matrix. */
/* global d3 */
import { html, useLayoutEffect, useRef } from "./dom.js";
import { count, percent } from "./format.js";
import { themeVersion, token } from "./palette.js";
import { useWidth } from "./parts.js";

const LEFT = 44;
const BOTTOM = 26;

function scatter(canvas, pairs, width, height, scale) {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  context.clearRect(0, 0, width, height);
  const [x, y] = [scale.copy().range([LEFT, width - 18]), scale.copy().range([height - BOTTOM, 8])];
  const [low, high] = scale.domain();
  const text = scale.tickFormat(5);
  context.font = `11px ${getComputedStyle(canvas).fontFamily}`;
  context.fillStyle = token("--soft");
  context.strokeStyle = token("--line");
  for (const tick of scale.ticks(5)) {
    context.beginPath();
    context.moveTo(LEFT, y(tick));
    context.lineTo(width - 18, y(tick));
    context.stroke();
    context.textAlign = "right";
    context.fillText(text(tick), LEFT - 6, y(tick) + 4);
    context.textAlign = "center";
    context.fillText(text(tick), x(tick), height - BOTTOM + 16);
  }
  context.strokeStyle = token("--soft");
  context.setLineDash([5, 4]);
  context.beginPath();
  context.moveTo(x(low), y(low));
  context.lineTo(x(high), y(high));
  context.stroke();
  context.setLineDash([]);
  context.fillStyle = token("--validation");
  context.globalAlpha = 0.55;
  for (const [truth, prediction] of pairs) {
    if (truth === null || prediction === null) continue;
    context.beginPath();
    context.arc(x(truth), y(prediction), 2.8, 0, 2 * Math.PI);
    context.fill();
  }
  context.globalAlpha = 1;
}

function Pairs({ pairs, target }) {
  const canvas = useRef(null);
  const [ref, width] = useWidth(320);
  const version = themeVersion.value;
  const height = Math.round(Math.max(220, Math.min(380, width * 0.85)));
  useLayoutEffect(() => {
    const extent = d3.extent(pairs.flat().filter((v) => v !== null));
    const scale = d3.scaleLinear(extent[0] === undefined ? [0, 1] : extent, [0, 1]).nice(5);
    scatter(canvas.current, pairs, Math.max(220, width), height, scale);
  }, [pairs, width, version]);
  return html`<div ref=${ref}>
    <p class="axis-name">Prediction of ${target}</p>
    <canvas ref=${canvas} class="pairs" style=${{ height: `${height}px` }} role="img" aria-label=${`Prediction against truth of ${pairs.length} validation rows`}></canvas>
    <p class="axis-name end">Truth</p>
    <p class="hint">${count(pairs.length)} validation rows. On the dashed line a prediction is the truth.</p>
  </div>`;
}

function Confusion({ confusion, names }) {
  const total = d3.sum(confusion, (row) => d3.sum(row));
  const right = d3.sum(confusion, (row, i) => row[i]);
  const most = Math.max(1, ...confusion.flat());
  const cell = (n, i, j) => html`<td key=${j} class=${i === j ? "right" : n > 0 ? "wrong" : ""}>
    <i class="shade" style=${{ opacity: (0.12 + 0.88 * Math.sqrt(n / most)) * (n > 0 ? 1 : 0) }}></i>
    <span class=${n / most > 0.3 ? "on-dark" : ""}>${count(n)}</span></td>`;
  return html`<div>
    <div class="scroll" tabindex="0" role="region" aria-label="Confusion matrix"><table class="confusion" data-test="confusion">
      <caption><b>${percent(total ? right / total : null)}</b> of ${count(total)} validation rows are right</caption>
      <thead><tr><th scope="col" class="corner">Truth ↓ Answer →</th>${names.map((name) => html`<th scope="col" key=${name}><bdi>${name}</bdi></th>`)}</tr></thead>
      <tbody>${confusion.map((row, i) => html`<tr key=${names[i]}><th scope="row"><bdi>${names[i]}</bdi></th>${row.map((n, j) => cell(n, i, j))}</tr>`)}</tbody>
    </table></div>
    <p class="hint">The diagonal is right; what is off it is wrong. A stronger colour is more.</p>
  </div>`;
}

/** The outcome of a frame. */
export function Outcome({ setup, frame }) {
  const outcome = frame.outcome;
  if (!outcome) return html`<p class="hint">The outcome on the validation rows comes with the first frame.</p>`;
  if (outcome.kind === "classes") return html`<${Confusion} ...${outcome} />`;
  return html`<${Pairs} pairs=${outcome.pairs} target=${setup.target} />`;
}
