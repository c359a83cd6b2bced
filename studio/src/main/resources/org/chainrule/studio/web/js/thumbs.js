/** Little pictures of problems and input features for the pickers. They only hint at what the server draws. */
import { html, useLayoutEffect, useRef } from "./dom.js";
import { paint, themeVersion, token } from "./palette.js";

/** A fixed stream of numbers from 0 to 1, so that a picture is the same each time. */
function stream(start) {
  let state = start;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

const bump = (x, y, a, b) => Math.exp(-((x - a) ** 2 + (y - b) ** 2) / 3);

/** One point [x, y, value] of a problem in the plane -6 to 6. */
const POINTS = {
  gaussians: (next, i) => {
    const centre = i % 2 ? 2.4 : -2.4;
    const spread = () => (next() + next() + next() - 1.5) * 2.6;
    return [centre + spread(), centre + spread(), i % 2 ? 1 : -1];
  },
  xor: (next) => {
    const [x, y] = [next() * 10 - 5, next() * 10 - 5];
    return [x + Math.sign(x) * 0.6, y + Math.sign(y) * 0.6, x * y >= 0 ? 1 : -1];
  },
  circle: (next, i) => {
    const radius = i % 2 ? next() * 2.3 : 3.9 + next() * 1.4;
    const angle = next() * 2 * Math.PI;
    return [radius * Math.cos(angle), radius * Math.sin(angle), i % 2 ? 1 : -1];
  },
  spiral: (next, i, n) => {
    const along = Math.floor(i / 2) / (n / 2);
    const angle = 3.4 * Math.PI * along + (i % 2 ? Math.PI : 0);
    return [5.4 * along * Math.sin(angle), 5.4 * along * Math.cos(angle), i % 2 ? 1 : -1];
  },
};

const SURFACES = {
  plane: (x, y) => (x + y) / 10,
  bumps: (x, y) => bump(x, y, 2.6, 2.6) + bump(x, y, -2.6, -2.6) - bump(x, y, 2.6, -2.6) - bump(x, y, -2.6, 2.6),
};

/** What a feature is at a point, scaled to -1 to 1. */
const FEATURES = {
  x: (x) => x / 6,
  y: (x, y) => y / 6,
  xy: (x, y) => (x * y) / 18,
  x2: (x) => (x * x) / 18 - 1,
  y2: (x, y) => (y * y) / 18 - 1,
  sinx: (x) => Math.sin(x),
  siny: (x, y) => Math.sin(y),
};

function heat(canvas, f, size) {
  const data = new Uint8Array(size * size);
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j < size; j += 1) {
      const value = f(-6 + (12 * (j + 0.5)) / size, 6 - (12 * (i + 0.5)) / size);
      data[i * size + j] = Math.max(0, Math.min(255, Math.round(128 + 127 * value)));
    }
  }
  paint(canvas, data, size);
}

function scatter(canvas, f) {
  const size = 120;
  canvas.width = canvas.height = size;
  const context = canvas.getContext("2d");
  context.fillStyle = token("--zero");
  context.fillRect(0, 0, size, size);
  const next = stream(7);
  const n = 110;
  for (let i = 0; i < n; i += 1) {
    const [x, y, value] = f(next, i, n);
    const [px, py] = [((x + 6.4) / 12.8) * size, ((6.4 - y) / 12.8) * size];
    context.fillStyle = token(value > 0 ? "--positive" : "--negative");
    context.beginPath();
    if (value > 0) context.arc(px, py, 3.6, 0, 2 * Math.PI);
    else context.rect(px - 3.1, py - 3.1, 6.2, 6.2);
    context.fill();
  }
}

function Drawn({ draw, name }) {
  const canvas = useRef(null);
  const version = themeVersion.value;
  useLayoutEffect(() => draw(canvas.current), [name, version]);
  return html`<canvas ref=${canvas} class="thumb" aria-hidden="true"></canvas>`;
}

const SIGNS = {
  penguins: "M12 3c-3 0-4.5 2.3-4.5 5.5 0 1.5-.2 2.5-1 4C5.5 14.5 5 16 5.5 18c1 .3 1.6 0 2.2-.8.6 1.5 1.3 2.3 2.3 2.8H8.5v1h7v-1H14c1-.5 1.7-1.3 2.3-2.8.6.8 1.2 1.1 2.2.8.5-2 0-3.5-1-5.5-.8-1.5-1-2.5-1-4C16.5 5.3 15 3 12 3zm-1.5 3.2a.8.8 0 1 1 0 1.6.8.8 0 0 1 0-1.6zm3 0a.8.8 0 1 1 0 1.6.8.8 0 0 1 0-1.6zM12 8l1.3.8L12 10l-1.3-1.2zm0 3.5c2.3 0 3.3 2 3.3 4s-1.3 3.8-3.3 3.8-3.3-1.8-3.3-3.8 1-4 3.3-4z",
  weather: "M9 4.5h1.5v2H9zM4.7 6.5l1-1 1.5 1.4-1 1.1zM3 11.3h2v1.5H3zM9.7 8a4 4 0 0 1 3.5 2 5 5 0 0 1 1.3-.2 4.6 4.6 0 0 1 4.5 4 3.3 3.3 0 0 1-.7 6.5H9a4.6 4.6 0 0 1-2.7-8.3A4 4 0 0 1 9.7 8zm0 1.5a2.5 2.5 0 0 0-2 1c.4-.1.9-.2 1.3-.2.9 0 1.7.2 2.4.6.2-.3.3-.5.6-.7a2.5 2.5 0 0 0-2.3-.7z",
  tour: "M5 5.5a2 2 0 1 1 0 4 2 2 0 0 1 0-4zm0 9a2 2 0 1 1 0 4 2 2 0 0 1 0-4zM12 3a2 2 0 1 1 0 4 2 2 0 0 1 0-4zm0 7a2 2 0 1 1 0 4 2 2 0 0 1 0-4zm0 7a2 2 0 1 1 0 4 2 2 0 0 1 0-4zm7-11.5a2 2 0 1 1 0 4 2 2 0 0 1 0-4zm0 9a2 2 0 1 1 0 4 2 2 0 0 1 0-4zM7 7l3-1.5v.8L7 8zm0 8.5 3-3v1l-3 3zm7-3 3 3v1l-3-3zM14 5.5 17 7v1l-3-1.7z",
  table: "M4 5h16v14H4zm1.5 4v2.5H10V9zm6 0v2.5h7V9zm-6 4v2h4.5v-2zm6 0v2h7v-2zm-6 3.5v1H10v-1zm6 0v1h7v-1z",
};

/** The picture of a problem. */
export function ProblemThumb({ id }) {
  if (POINTS[id]) return html`<${Drawn} name=${id} draw=${(canvas) => scatter(canvas, POINTS[id])} />`;
  if (SURFACES[id]) return html`<${Drawn} name=${id} draw=${(canvas) => heat(canvas, SURFACES[id], 24)} />`;
  return html`<svg class="thumb" viewBox="0 0 24 24" aria-hidden="true"><path d=${SIGNS[id] ?? SIGNS.table} fill="currentColor" /></svg>`;
}

/** The picture of an input feature over the plane. */
export const FeatureThumb = ({ id }) => html`<${Drawn} name=${id} draw=${(canvas) => heat(canvas, FEATURES[id] ?? (() => 0), 20)} />`;
