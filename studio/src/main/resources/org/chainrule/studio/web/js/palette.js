/** Colours for canvases, read from the style sheet's tokens, so that light and dark need one place only. */
import { signal } from "./dom.js";

/** Changes when light and dark switch; canvases read it to draw again. */
export const themeVersion = signal(0);

let known = { version: -1, tokens: new Map(), table: null };

function fresh() {
  if (known.version !== themeVersion.peek()) known = { version: themeVersion.peek(), tokens: new Map(), table: null };
  return known;
}

/** The value of a CSS token, as `token("--ink")`. */
export function token(name) {
  const { tokens } = fresh();
  if (!tokens.has(name)) tokens.set(name, getComputedStyle(document.documentElement).getPropertyValue(name).trim());
  return tokens.get(name);
}

const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

/**
 * The diverging palette as 256 x 3 bytes: index 0 is the strongest negative (orange), 128 zero, 255 the strongest positive (blue).
 * @returns {Uint8ClampedArray}
 */
export function divergingTable() {
  const kept = fresh();
  if (!kept.table) {
    const [low, middle, high] = ["--negative", "--zero", "--positive"].map((name) => channels(token(name)));
    const table = new Uint8ClampedArray(256 * 3);
    for (let i = 0; i < 256; i += 1) {
      const t = (i - 128) / (i < 128 ? 128 : 127);
      const end = t < 0 ? low : high;
      const share = Math.abs(t) ** 0.85;
      for (let c = 0; c < 3; c += 1) table[i * 3 + c] = middle[c] + (end[c] - middle[c]) * share;
    }
    kept.table = table;
  }
  return kept.table;
}

/** Base64 to bytes. */
export function bytes(text) {
  const raw = atob(text);
  const out = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i += 1) out[i] = raw.charCodeAt(i);
  return out;
}

/**
 * Draws square bytes into a canvas of the same size (the style sheet makes it larger).
 * @param {HTMLCanvasElement} canvas
 * @param {Uint8Array} data size x size bytes, an index into the diverging palette
 * @param {number} size
 * @param {boolean} [discrete] two colours only
 */
export function paint(canvas, data, size, discrete = false) {
  if (canvas.width !== size) canvas.width = canvas.height = size;
  const context = canvas.getContext("2d");
  const image = context.createImageData(size, size);
  const table = divergingTable();
  for (let i = 0; i < size * size; i += 1) {
    const value = discrete ? (data[i] >= 128 ? 226 : 30) : data[i];
    image.data[4 * i] = table[3 * value];
    image.data[4 * i + 1] = table[3 * value + 1];
    image.data[4 * i + 2] = table[3 * value + 2];
    image.data[4 * i + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}
