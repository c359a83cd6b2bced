/** Learning curves of one or two runs on one set of axes. D3 makes scales and paths; the elements are Preact's, so only what changed is drawn. */
/* global d3 */
import { html, useState, useRef } from "./dom.js";
import { count, metricTitle, number } from "./format.js";
import { Switch, useWidth } from "./parts.js";

const MARGIN = { top: 10, right: 18, bottom: 22, left: 46 };
const MOST = 500;

/** Thins a curve for drawing: every point up to 500, then each k-th and the last. */
function thin(curve) {
  if (curve.length <= MOST) return curve;
  const each = Math.ceil(curve.length / MOST);
  return curve.filter((point, i) => i % each === 0 || i === curve.length - 1);
}

/**
 * What is drawn of a run: measured points, and what lies ahead after a travel back.
 * @returns {{name: string, column: number, style: string, points: number[][], ahead: number[][], before: number[][]}[]}
 */
function lines(run, columns, prefix) {
  const frame = run.frame.value;
  if (!frame) return [];
  const trace = run.trace.value;
  const lastStep = frame.curve[frame.curve.length - 1]?.[0] ?? 0;
  const ahead = trace.filter((point) => point[0] >= lastStep);
  return columns.filter(([, column]) => frame.curve.some((point) => point[column] !== null)).map(([name, column, style]) => ({
    name: prefix + (name === "metric" ? metricTitle(frame.metricName) : name), column, style: `${style} side-${run.key}`, letter: prefix.trim(),
    points: thin(frame.curve), before: thin(run.before.value), ahead: ahead.length > 1 ? thin(ahead) : [],
  }));
}

function domain(all, log) {
  const values = all.flatMap(({ points, ahead, before, column }) => [...points, ...ahead, ...before].map((point) => point[column])).filter((v) => v !== null && (!log || v > 0));
  const [low, high] = d3.extent(values);
  if (low === undefined) return log ? [0.1, 1] : [0, 1];
  if (log) return [low, Math.max(high, low * 1.5)];
  return low >= 0 ? [0, high || 1] : [low, high];
}

function Axes({ x, y, width, height, log }) {
  const bottom = height - MARGIN.bottom;
  const ys = log ? y.ticks(4).filter((tick, i, all) => all.length <= 6 || Number.isInteger(Math.log10(tick))) : y.ticks(4);
  const shown = log ? null : y.tickFormat(4);
  const xs = x.ticks(Math.max(2, Math.floor(width / 80))).filter(Number.isInteger);
  return html`<g class="axes">
    ${ys.map((tick) => html`<g key=${`y${tick}`}><line x1=${MARGIN.left} x2=${width - MARGIN.right} y1=${y(tick)} y2=${y(tick)} class="grid" />
      <text x=${MARGIN.left - 6} y=${y(tick)} dy="0.32em" class="end">${log ? number(tick, 1) : shown(tick)}</text></g>`)}
    ${xs.map((tick) => html`<text key=${`x${tick}`} x=${x(tick)} y=${bottom + 16} class="middle">${count(tick)}</text>`)}
    <line x1=${MARGIN.left} x2=${width - MARGIN.right} y1=${bottom} y2=${bottom} class="base" />
  </g>`;
}

function Drawing({ all, width, height, log, label, onStep, at, setAt }) {
  const svg = useRef(null);
  const longest = Math.max(1, d3.max(all.flatMap(({ points, ahead, before }) => [...points, ...ahead, ...before].map((point) => point[1]))) ?? 1);
  const x = d3.scaleLinear([0, longest], [MARGIN.left, width - MARGIN.right]);
  const y = (log ? d3.scaleLog() : d3.scaleLinear()).domain(domain(all, log)).range([height - MARGIN.bottom, MARGIN.top]).nice(4);
  const path = (points, column) => d3.line((point) => x(point[1]), (point) => y(point[column]))
    .defined((point) => point[column] !== null && (!log || point[column] > 0))(points);
  const first = all[0];
  const marks = first ? [...first.points, ...first.ahead.slice(1)] : [];
  const move = (event) => {
    const box = svg.current.getBoundingClientRect();
    const wanted = x.invert(((event.clientX - box.left) / box.width) * width);
    if (marks.length) setAt(d3.least(marks, (point) => Math.abs(point[1] - wanted))[1]);
  };
  const key = (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const now = marks.findIndex((point) => point[1] === at);
    if (by && marks.length) {
      event.preventDefault();
      event.stopPropagation();
      setAt(marks[Math.max(0, Math.min(marks.length - 1, (now < 0 ? marks.length - 1 : now) + by))][1]);
    } else if (event.key === "Enter" && now >= 0) onStep?.(marks[now][0]);
  };
  return html`<svg ref=${svg} class="curves" viewBox=${`0 0 ${width} ${height}`} width=${width} height=${height} role="img" tabindex="0" aria-label=${label}
    onPointerMove=${move} onPointerLeave=${() => setAt(null)} onKeyDown=${key} onBlur=${() => setAt(null)}
    onClick=${() => at !== null && onStep?.(marks.find((point) => point[1] === at)?.[0])}>
    <${Axes} x=${x} y=${y} width=${width} height=${height} log=${log} />
    ${all.map(({ name, column, style, letter, points, ahead, before }) => html`<g key=${name} class=${style}>
      ${before.length > 1 && html`<path class="before" d=${path(before, column)} />`}
      ${ahead.length > 0 && html`<path class="ahead" d=${path(ahead, column)} />`}
      <path class="line" d=${path(points, column)} />
      ${points.length > 0 && points[points.length - 1][column] !== null && html`<circle class="now" r="3.5" cx=${x(points[points.length - 1][1])} cy=${y(points[points.length - 1][column]) || 0} />
        ${letter && !style.startsWith("training") && html`<text class="letter" x=${x(points[points.length - 1][1]) + 6} y=${y(points[points.length - 1][column]) || 0} dy="0.35em">${letter}</text>`}`}
    </g>`)}
    ${at !== null && html`<line class="rule" x1=${x(at)} x2=${x(at)} y1=${MARGIN.top} y2=${height - MARGIN.bottom} />`}
    <text x=${MARGIN.left - 6} y=${height - MARGIN.bottom + 16} class="end">epoch</text>
  </svg>`;
}

function Legend({ all, at }) {
  const value = ({ points, ahead, column }) => {
    const from = at === null ? points : [...points, ...ahead];
    const point = at === null ? from[from.length - 1] : from.find((candidate) => candidate[1] === at);
    return number(point?.[column]);
  };
  return html`<div class="legend">${all.map((line) => html`<span class="key" key=${line.name}><svg class=${line.style} viewBox="0 0 26 8" aria-hidden="true">
    <path class="line" d="M0 4H26" /></svg>${line.name} <b>${value(line)}</b></span>`)}${all.some(({ before }) => before.length > 1) && html`<span class="key"><svg viewBox="0 0 26 8" aria-hidden="true"><path class="before" d="M0 4H26" /></svg>before the change by hand</span>`}${at !== null && html`<span class="soft">epoch ${number(at)}</span>`}</div>`;
}

/** One chart: curves, legend and a rule at the pointer. */
function Chart({ runs, columns, label, height = 150, log = false, onStep }) {
  const [ref, width] = useWidth(320);
  const [at, setAt] = useState(null);
  const all = runs.flatMap((run) => lines(run, columns, runs.length > 1 ? `${run.key.toUpperCase()} ` : ""));
  return html`<div class="chart" ref=${ref}>
    <${Legend} all=${all} at=${at} />
    <${Drawing} all=${all} width=${Math.max(220, width)} height=${height} log=${log} label=${label} onStep=${onStep} at=${at} setAt=${setAt} />
  </div>`;
}

const LOSSES = [["training", 2, "training"], ["validation", 3, "validation"]];
const METRIC = [["metric", 4, "metric"]];

/** Whether the metric says more than the validation loss does. */
export const hasMetric = (frame) => Boolean(frame) && !["loss", "logLoss"].includes(frame.metricName);

/** Loss and metric; a click on a curve travels to that step. */
export function Curves({ runs, onStep }) {
  const [log, setLog] = useState(false);
  const frame = runs[0].frame.value;
  const metric = runs.some((run) => hasMetric(run.frame.value) && run.frame.value.curve.some((point) => point[4] !== null && point[4] !== undefined));
  const last = frame?.curve[frame.curve.length - 1];
  const text = last ? `Learning curve at epoch ${number(last[1])}: training loss ${number(last[2])}, validation loss ${number(last[3])}` : "Learning curve, empty yet";
  return html`<div class="chart-group">
    <${Chart} runs=${runs} columns=${LOSSES} label=${`${text}. Arrow keys read it, Enter goes there.`} log=${log} onStep=${onStep} />
    ${metric && html`<${Chart} runs=${runs} columns=${METRIC} label=${`${metricTitle(frame?.metricName)} on the validation rows: ${number(last?.[4])}`} height=${104} onStep=${onStep} />`}
    <${Switch} id="log-loss" label="Logarithmic loss" checked=${log} onChange=${setLog} />
  </div>`;
}
