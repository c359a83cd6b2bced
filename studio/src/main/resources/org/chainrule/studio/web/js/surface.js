/** The decision surface: what the network says over the whole plane, with the points it learns from and the points it is judged by. */
import { html, useLayoutEffect, useMemo, useRef, useState } from "./dom.js";
import { bytes, paint, themeVersion, token } from "./palette.js";
import { number } from "./format.js";
import { Switch } from "./parts.js";

const SPAN = 6;
const POINT = 3.1;

function shape(context, x, y, positive, size) {
  context.beginPath();
  if (positive) context.arc(x, y, size, 0, 2 * Math.PI);
  else context.rect(x - size * 0.88, y - size * 0.88, size * 1.76, size * 1.76);
}

/** Draws the points: circles above, squares below; training filled, validation hollow. */
function points(canvas, data, task, tests, pixels) {
  const scale = window.devicePixelRatio || 1;
  canvas.width = canvas.height = Math.round(pixels * scale);
  const context = canvas.getContext("2d");
  context.scale(scale, scale);
  context.clearRect(0, 0, pixels, pixels);
  const size = POINT * Math.max(0.75, Math.min(1.15, pixels / 320)) * (data.x.length > 1200 ? 0.7 : 1);
  const middle = task === "regression" ? 0 : 0.5;
  const largest = task === "regression" ? Math.max(...data.target.map(Math.abs)) || 1 : 1;
  const [edge, high, low, paper] = ["--point-edge", "--positive", "--negative", "--card"].map(token);
  data.x.forEach((x, i) => {
    const training = data.training[i];
    if (!training && !tests) return;
    const above = data.target[i] > middle;
    const at = [((x + SPAN) / (2 * SPAN)) * pixels, ((SPAN - data.y[i]) / (2 * SPAN)) * pixels];
    shape(context, at[0], at[1], above, training ? size : size * 0.85);
    const colour = above ? high : low;
    context.globalAlpha = task === "regression" ? 0.35 + 0.65 * Math.min(1, Math.abs(data.target[i]) / largest) : 1;
    context.fillStyle = training ? colour : paper;
    context.fill();
    context.lineWidth = training ? 1 : 1.7;
    context.strokeStyle = training ? edge : colour;
    context.stroke();
  });
  context.globalAlpha = 1;
}

/** Bytes of the surface as an index into the palette: 128 is even odds, or the value 0. */
function toPalette(surface, raw, task) {
  if (task !== "regression" || surface.low === undefined) return raw;
  const { low, high } = surface;
  const largest = Math.max(Math.abs(low), Math.abs(high)) || 1;
  return raw.map((byte) => Math.max(0, Math.min(255, Math.round(128 + (127 * (low + ((high - low) * byte) / 255)) / largest))));
}

/** The value that the surface has at a place of the plane. */
function valueAt(surface, raw, x, y) {
  const { size } = surface;
  const cell = (v) => Math.max(0, Math.min(size - 1, Math.floor(v * size)));
  const byte = raw[cell((SPAN - y) / (2 * SPAN)) * size + cell((x + SPAN) / (2 * SPAN))];
  const low = surface.low ?? 0;
  return low + (((surface.high ?? 1) - low) * byte) / 255;
}

function useSurface(frame, task) {
  const surface = frame.surface;
  return useMemo(() => {
    if (!surface) return null;
    const raw = bytes(surface.data).subarray(0, surface.size * surface.size);
    return { raw, palette: toPalette(surface, raw, task) };
  }, [surface?.data, task]);
}

function readout(at, surface, kept, task, classes) {
  if (!at) return task === "regression" ? "Point at the surface to read its value." : "Point at the surface to read its probability.";
  const value = valueAt(surface, kept.raw, ...at);
  const where = `x ${number(at[0], 2)}, y ${number(at[1], 2)}: `;
  return where + (task === "regression" ? `value ${number(value)}` : `the probability of ${classes[1]} is ${number(value)}, so ${value >= 0.5 ? classes[1] : classes[0]}`);
}

/**
 * The surface of one run.
 * @param {{setup: object, frame: object, compact?: boolean}} props
 */
export function Surface({ setup, frame, compact }) {
  const field = useRef(null);
  const dots = useRef(null);
  const [discrete, setDiscrete] = useState(false);
  const [tests, setTests] = useState(true);
  const [at, setAt] = useState(null);
  const [pixels, setPixels] = useState(320);
  const task = setup.task;
  const classes = setup.classes?.length > 1 ? setup.classes.map((name) => `class ${name}`) : ["class 0", "class 1"];
  const version = themeVersion.value;
  const kept = useSurface(frame, task);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => setPixels(Math.max(120, Math.round(entry.contentRect.width))));
    observer.observe(dots.current.parentElement);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    if (kept) paint(field.current, kept.palette, frame.surface.size, discrete);
  }, [kept, discrete, version]);
  useLayoutEffect(() => {
    if (setup.points) points(dots.current, setup.points, task, tests, pixels);
  }, [setup, tests, pixels, version]);
  const point = (event) => {
    const box = dots.current.getBoundingClientRect();
    setAt([((event.clientX - box.left) / box.width) * 2 * SPAN - SPAN, SPAN - ((event.clientY - box.top) / box.height) * 2 * SPAN]);
  };
  const key = (event) => {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    setAt((now) => (now ?? [0, 0]).map((v, i) => Math.max(-SPAN, Math.min(SPAN, v + 0.24 * by[i]))));
  };
  const says = kept ? readout(at, frame.surface, kept, task, classes) : "The surface comes with the first frame.";
  const cross = at && { left: `${((at[0] + SPAN) / (2 * SPAN)) * 100}%`, top: `${((SPAN - at[1]) / (2 * SPAN)) * 100}%` };
  return html`<div class="surface">
    <div class="plane" tabindex="0" role="img" aria-label=${`${task === "regression" ? "Prediction" : "Decision"} surface. ${says} Arrow keys move the place.`} data-test="surface"
      onPointerMove=${point} onPointerDown=${point} onPointerLeave=${() => setAt(null)} onKeyDown=${key} onBlur=${() => setAt(null)}>
      <canvas ref=${field} class=${discrete ? "field hard" : "field"} aria-hidden="true"></canvas><canvas ref=${dots} class="dots" aria-hidden="true"></canvas>
      ${cross && html`<i class="cross" style=${cross}></i>`}
    </div>
    <p class="readout" data-test="surface-readout">${says}</p>
    <${Scale} task=${task} surface=${frame.surface} classes=${classes} />
    ${!compact && html`<div class="row"><${Switch} id="show-validation" label="Validation points" checked=${tests} onChange=${setTests} />
      <${Switch} id="discretise" label="Discretise" checked=${discrete} onChange=${setDiscrete} /></div>`}
  </div>`;
}

function Scale({ task, surface, classes }) {
  const largest = Math.max(Math.abs(surface?.low ?? 1), Math.abs(surface?.high ?? 1));
  const ends = task === "regression" ? [number(-largest, 2), "0", number(largest, 2)] : ["0", "½", "1"];
  const names = task === "regression" ? ["below 0", "above 0"] : classes;
  return html`<div class="surface-legend">
    <div class="scale"><i class="gradient" aria-hidden="true"></i><span>${ends[0]}</span><span>${ends[1]}</span><span>${ends[2]}</span></div>
    <div class="legend"><span class="key"><svg viewBox="0 0 10 10" class="low" aria-hidden="true"><rect x="1.5" y="1.5" width="7" height="7" /></svg>${names[0]}</span>
      <span class="key"><svg viewBox="0 0 10 10" class="high" aria-hidden="true"><circle cx="5" cy="5" r="4" /></svg>${names[1]}</span>
      <span class="key"><svg viewBox="0 0 10 10" class="hollow" aria-hidden="true"><circle cx="5" cy="5" r="3.6" /></svg>hollow: validation</span></div>
  </div>`;
}
