/** What the network says about the validation rows of a table, or its training rows if it has no others: prediction against truth, or the confusion matrix. */
/* global d3 */
import { html, useLayoutEffect, useRef } from "./dom.js";
import { count, percent } from "./format.js";
import { themeVersion, token } from "./palette.js";
import { useWidth } from "./parts.js";

/** Which rows an outcome is of: all of their kind, or some at equal distances. */
function rowsText(setup, shown) {
  const { training = shown, validation = 0 } = setup.rows ?? {};
  const [kind, all] = validation > 0 ? ["validation", validation] : ["training", training];
  return `${shown < all ? `${count(shown)} of the ${count(all)}` : count(shown)} ${kind} rows`;
}

const BOTTOM = 26;

function scatter(canvas, pairs, width, height, scale) {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  context.clearRect(0, 0, width, height);
  const [low, high] = scale.domain();
  const text = scale.tickFormat(5);
  context.font = `11px ${getComputedStyle(canvas).fontFamily}`;
  const widest = Math.max(...scale.ticks(5).map((tick) => context.measureText(text(tick)).width));
  const [left, right] = [widest + 10, width - Math.max(18, widest / 2 + 2)];
  const [x, y] = [scale.copy().range([left, right]), scale.copy().range([height - BOTTOM, 8])];
  context.fillStyle = token("--soft");
  context.strokeStyle = token("--line");
  for (const tick of scale.ticks(5)) {
    context.beginPath();
    context.moveTo(left, y(tick));
    context.lineTo(right, y(tick));
    context.stroke();
    context.textAlign = "right";
    context.fillText(text(tick), left - 6, y(tick) + 4);
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

function Pairs({ setup, pairs }) {
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
    <p class="axis-name">Prediction of ${setup.target}</p>
    <canvas ref=${canvas} class="pairs" style=${{ height: `${height}px` }} role="img" aria-label=${`Prediction against truth of ${rowsText(setup, pairs.length)}`}></canvas>
    <p class="axis-name end">Truth</p>
    <p class="hint">${rowsText(setup, pairs.length)}. On the dashed line a prediction is the truth.</p>
  </div>`;
}

const MOST_NAMED = 10;
const MOST_LISTED = 8;

/** Many classes: square cells by colour, without numbers. */
function cells(canvas, confusion, side) {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = canvas.height = Math.round(side * ratio);
  const context = canvas.getContext("2d");
  const size = canvas.width / confusion.length;
  const most = Math.max(1, ...confusion.map((row) => Math.max(...row)));
  const gap = size > 6 * ratio ? ratio : 0;
  const [right, wrong, none] = ["--validation", "--wrong", "--faint"].map(token);
  confusion.forEach((row, i) => row.forEach((n, j) => {
    const [x, y] = [Math.round(j * size), Math.round(i * size)];
    const [w, h] = [Math.round((j + 1) * size) - x - gap, Math.round((i + 1) * size) - y - gap];
    const fill = (colour, alpha) => {
      context.globalAlpha = alpha;
      context.fillStyle = colour;
      context.fillRect(x, y, w, h);
    };
    fill(none, 1);
    if (n > 0) fill(i === j ? right : wrong, 0.2 + 0.8 * Math.sqrt(n / most));
  }));
}

function ManyClasses({ setup, confusion, names }) {
  const canvas = useRef(null);
  const [ref, width] = useWidth(320);
  const side = Math.max(160, Math.min(360, width - 24));
  const total = d3.sum(confusion, (row) => d3.sum(row));
  const correct = d3.sum(confusion, (row, i) => row[i]);
  const wrong = confusion.flatMap((row, i) => row.map((n, j) => ({ n, i, j }))).filter(({ n, i, j }) => n > 0 && i !== j).sort((a, b) => b.n - a.n);
  useLayoutEffect(() => cells(canvas.current, confusion, side), [confusion, side, themeVersion.value]);
  const point = (event) => {
    const [i, j] = [event.offsetY, event.offsetX].map((at) => Math.max(0, Math.min(confusion.length - 1, Math.floor((at / side) * confusion.length))));
    canvas.current.title = `Truth ${names[i]}, answer ${names[j]}: ${count(confusion[i][j])}`;
  };
  return html`<div ref=${ref} data-test="confusion" class="confusion-many">
    <p class="confusion-share"><b>${percent(total ? correct / total : null)}</b> of ${rowsText(setup, total)} are right</p>
    <p class="axis-name">Answer →</p>
    <div class="confusion-plane"><span class="axis-name">Truth →</span><canvas ref=${canvas} style=${{ width: `${side}px`, height: `${side}px` }} role="img"
      aria-label=${`Confusion matrix of ${names.length} classes; the most frequent confusions are listed below`} onPointerMove=${point}></canvas></div>
    <p class="hint">The diagonal is right; what is off it is wrong. A stronger colour is more. ${names.length} classes; point at a cell to read it.</p>
    ${wrong.length > 0 && html`<h3 class="confusion-heading">Most frequent confusions</h3>
      <ol class="confusion-list">${wrong.slice(0, MOST_LISTED).map(({ n, i, j }) => html`<li key=${`${i} ${j}`}><b class="number">${count(n)}</b> <bdi>${names[i]}</bdi> <span class="soft">taken for</span> <bdi>${names[j]}</bdi></li>`)}</ol>`}
  </div>`;
}

function Confusion({ setup, confusion, names }) {
  const total = d3.sum(confusion, (row) => d3.sum(row));
  const right = d3.sum(confusion, (row, i) => row[i]);
  const most = Math.max(1, ...confusion.flat());
  const cell = (n, i, j) => html`<td key=${j} class=${i === j ? "right" : n > 0 ? "wrong" : ""}>
    <i class="shade" style=${{ opacity: (0.12 + 0.88 * Math.sqrt(n / most)) * (n > 0 ? 1 : 0) }}></i>
    <span class=${n / most > 0.3 ? "on-dark" : ""}>${count(n)}</span></td>`;
  return html`<div>
    <div class="scroll" tabindex="0" role="region" aria-label="Confusion matrix"><table class="confusion" data-test="confusion">
      <caption><b>${percent(total ? right / total : null)}</b> of ${rowsText(setup, total)} are right</caption>
      <thead><tr><th scope="col" class="corner">Truth ↓ Answer →</th>${names.map((name) => html`<th scope="col" key=${name}><bdi>${name}</bdi></th>`)}</tr></thead>
      <tbody>${confusion.map((row, i) => html`<tr key=${names[i]}><th scope="row"><bdi>${names[i]}</bdi></th>${row.map((n, j) => cell(n, i, j))}</tr>`)}</tbody>
    </table></div>
    <p class="hint">The diagonal is right; what is off it is wrong. A stronger colour is more.</p>
  </div>`;
}

/** The outcome of a frame. */
export function Outcome({ setup, frame }) {
  const outcome = frame.outcome;
  if (!outcome) return html`<p class="hint">The outcome comes with the first frame.</p>`;
  if (outcome.kind === "classes") return html`<${outcome.names.length > MOST_NAMED ? ManyClasses : Confusion} setup=${setup} ...${outcome} />`;
  return html`<${Pairs} setup=${setup} pairs=${outcome.pairs} />`;
}
