/** The live picture of the network: units as squares, weights as lines, wide layers as heat maps. Drawn once for a shape; a frame changes attributes only. */
import { html, useLayoutEffect, useMemo, useRef, useState } from "./dom.js";
import { themeVersion } from "./palette.js";
import { lit as shared, isLit } from "./lit.js";
import { biasPlace, ends, layoutOf, linkKey, nearestLink, parseKey, strip, unitKey } from "./net-layout.js";
import { paint, stripUnit, weightOf } from "./net-paint.js";
import { firstKey, isDrawn, walk } from "./net-keys.js";
import { Editor, Tip, spoken, unitName, weightName } from "./net-tip.js";
import { HeatZoom, UnitPicker } from "./net-zoom.js";

/** The room that the picture has. */
function useRoom(element) {
  const [room, setRoom] = useState([0, 0]);
  useLayoutEffect(() => {
    const measure = () => {
      const [width, height] = [element.current.clientWidth, Math.max(240, element.current.clientHeight)];
      setRoom((old) => (old[0] === width && old[1] === height ? old : [width, height]));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return room;
}

const keyOf = (selection) => (!selection ? null : selection.kind === "weight" ? linkKey(selection.address) : unitKey(selection.layer, selection.unit));

/**
 * The panel; `lit` is what a lesson points at (the shared one, if it is of this run, where none is given).
 * Properties as in docs/studio-page.md.
 */
export function NetworkPanel({ run, setup, frame, api, selection, select, close, compact, watching, lit }) {
  const frameBox = useRef(null);
  const [width, height] = useRoom(frameBox);
  const layout = useMemo(() => layoutOf(setup, width || 600, height || 400), [setup.network, setup.inputs, setup.outputs, width, height]);
  const pointed = lit ?? (shared.value?.run === run ? shared.value : null);
  const drawn = useRef({ canvas: null, elements: new Map(), heads: [] });
  const [hovered, setHovered] = useState(null);
  const [focused, setFocused] = useState(null);
  const [stop, setStop] = useState(null);
  const [open, setOpen] = useState(null);
  const pivot = useRef(null);
  const chosen = keyOf(selection);
  const tabStop = stop && isDrawn(layout, stop) ? stop : firstKey(layout);
  const drawing = useMemo(() => html`<${Drawing} layout=${layout} setup=${setup} register=${drawn.current} />`, [layout, setup]);

  useLayoutEffect(() => {
    if (width) paint(drawn.current, layout, setup, frame, pointed);
  }, [frame, layout, setup, themeVersion.value, width, pointed]);
  useLayoutEffect(() => markAll(drawn.current.elements, { chosen, tabStop, hot: hovered ?? focused, pointed }), [chosen, tabStop, hovered, focused, pointed, layout]);

  const choose = (key) => {
    const at = parseKey(key);
    if (at.kind === "weight") select({ kind: "weight", address: at.address });
    else if (at.kind === "unit" && at.layer > 0) select({ kind: "unit", layer: at.layer, unit: at.unit });
    else if (at.kind === "heat" || (at.kind === "strip" && at.layer > 0)) setOpen(at);
  };
  const under = (event) => {
    if (event.target.closest?.(".net-editor")) return null;
    const key = event.target.closest?.("[data-key]")?.dataset.key;
    const box = drawn.current.canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    if (key?.startsWith("strip-")) {
      const column = layout.columns[parseKey(key).layer];
      const place = strip(layout, column);
      return column.layer > 0 ? stripUnit(column, (y - place.y) / place.height) : key;
    }
    return key ?? nearestLink(layout, x, y);
  };
  const onKey = (event) => {
    if (/^(Arrow|Home|End)/.test(event.key)) {
      const next = walk(layout, tabStop, event.key, pivot.current);
      pivot.current = next.pivot;
      setStop(next.key);
      const element = drawn.current.elements.get(next.key);
      element?.setAttribute("aria-label", spoken(setup, frame, next.key));
      element?.focus();
    } else if (event.key === "Enter" || event.key === " ") choose(tabStop);
    else if (event.key === "Escape" && selection) close?.();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onFocus = (event) => {
    const key = event.target.dataset?.key;
    if (!key) return;
    setStop(key);
    setFocused(event.target.matches(":focus-visible") ? key : null);
    event.target.setAttribute("aria-label", spoken(setup, frame, key));
  };
  const active = hovered ?? focused;
  const leave = () => setOpen(null);
  const editing = !compact && !watching && selection?.kind === "weight" && weightOf(frame, selection.address) !== null && isDrawn(layout, chosen);
  return html`<div class=${`net-root ${pointed ? "net-pointed" : ""} ${pointed?.direction === "backward" ? "net-backward" : ""}`} data-test="network">
    ${pointed?.text ? html`<p class="net-said" aria-hidden="true">${pointed.direction === "backward" ? "← " : pointed.direction === "forward" ? "→ " : ""}${pointed.text}</p>` : null}
    <div class=${open ? "net-frame net-frame-still" : "net-frame"} ref=${frameBox}>${width ? html`<div class="net-scroll" style=${{ width: `${layout.width}px`, height: `${height}px` }}
        onPointerMove=${(event) => event.pointerType !== "touch" && setHovered(under(event))} onPointerLeave=${() => setHovered(null)} onFocusIn=${onFocus} onFocusOut=${() => setFocused(null)}
        onKeyDown=${onKey} onClick=${(event) => pick(under(event), choose)}>
      ${drawing}
      ${active && !open && !(editing && active === chosen) ? html`<${Tip} layout=${layout} setup=${setup} frame=${frame} active=${active} />` : null}
      ${editing && (!active || active === chosen) ? html`<${Editor} layout=${layout} setup=${setup} frame=${frame} api=${api} address=${selection.address} />` : null}</div>` : null}
      ${open?.kind === "heat" && layout.gaps[open.layer - 1]?.folded ? html`<${HeatZoom} key=${open.layer} gap=${layout.gaps[open.layer - 1]} ...${{ setup, frame, api, selection, select, leave }} />` : null}
      ${open?.kind === "strip" && layout.columns[open.layer]?.folded ? html`<${UnitPicker} key=${open.layer} column=${layout.columns[open.layer]} ...${{ frame, select, leave }} />` : null}</div>
    ${compact ? null : html`<${Legend} />`}</div>`;
}

const pick = (key, choose) => key && choose(key);

/** Classes of the moment: chosen, under the pointer, lit or dimmed, and the one element that Tab reaches. */
function markAll(elements, { chosen, tabStop, hot, pointed }) {
  for (const [key, element] of elements) {
    const at = parseKey(key);
    element.classList.toggle("net-chosen", key === chosen);
    element.classList.toggle("net-hot", key === hot);
    element.classList.toggle("net-lit", isLit(pointed, at.kind === "unit" || at.kind === "strip" ? "unit" : "link", at.layer, key));
    element.setAttribute("tabindex", key === tabStop ? "0" : "-1");
  }
}

/** The elements, drawn once for a layout; they register themselves under their keys. */
function Drawing({ layout, setup, register }) {
  register.elements = new Map();
  const keep = (key) => (element) => element && register.elements.set(key, element);
  const link = (gap, i, j) => {
    const key = linkKey(`${gap.layer}:${i}:${j}`);
    return html`<line key=${key} ref=${keep(key)} class="net-link" role="button" aria-label=${`weight ${weightName(setup, `${gap.layer}:${i}:${j}`)}`} data-key=${key} data-test=${key} ...${ends(layout, gap.layer, i, j)} />`;
  };
  const folded = (gap) => {
    const key = `heat-${gap.layer}`;
    return html`<g key=${key} ref=${keep(key)} class="net-heat" role="button" aria-label=${`weights of layer ${gap.layer}, folded`} data-key=${key} data-test=${key}><rect ...${gap.box} rx="3" />
      <text class="net-small" x=${gap.box.x + gap.box.width / 2} y=${gap.box.y + gap.box.height + 14}>${gap.inputs} × ${gap.units}</text></g>`;
  };
  return html`<canvas class="net-canvas" style=${{ width: `${layout.width}px`, height: `${layout.height}px` }} ref=${(element) => { register.canvas = element ?? register.canvas; }}></canvas>
    <svg class="net-svg" width=${layout.width} height=${layout.height} role="group" aria-label="The network: arrows walk over units and weights, Enter selects" data-test="network-picture">
      ${layout.gaps.map((gap) => (gap.folded ? folded(gap) : html`<g>${[...Array(gap.inputs * gap.units)].map((_, n) => link(gap, Math.floor(n / gap.units), n % gap.units))}</g>`))}
      ${layout.columns.map((column) => html`<${ColumnMarks} setup=${setup} layout=${layout} column=${column} keep=${keep} head=${(element, layer) => { register.heads[layer] = element; }} />`)}</svg>`;
}

/** A layer's title, its units with their biases and names, or its strip. */
function ColumnMarks({ setup, layout, column, keep, head }) {
  const half = column.size / 2;
  const side = Math.max(6, Math.min(11, column.size * 0.26));
  const unit = (at, j) => {
    const key = unitKey(column.layer, j);
    return html`<g key=${key} ref=${keep(key)} class="net-unit" role="button" aria-label=${unitName(setup, column.layer, j)} data-key=${key} data-test=${key}>
      <rect x=${at.x - half} y=${at.y - half} width=${column.size} height=${column.size} rx="4" />
      <text x=${at.x} y=${at.y + 4}></text></g>`;
  };
  const bias = (at, j) => {
    const key = linkKey(`${column.layer}:bias:${j}`);
    const place = biasPlace(at);
    return html`<rect key=${key} ref=${keep(key)} class="net-bias" role="button" aria-label=${weightName(setup, `${column.layer}:bias:${j}`)} data-key=${key} data-test=${key} x=${place.x - side / 2} y=${place.y - side / 2} width=${side} height=${side} />`;
  };
  const name = (at, j) => html`<text class=${column.layer === 0 ? "net-name net-name-left" : "net-name"} x=${at.x + (column.layer === 0 ? -half - 8 : half + 8)} y=${at.y + 4}>${column.names[j]}</text>`;
  const key = `strip-${column.layer}`;
  return html`<g><text class="net-head" ref=${(element) => head(element, column.layer)} x=${column.x} y="13"></text><text class="net-small" x=${column.x} y="28">${column.title}</text>
    ${column.folded ? html`<g ref=${keep(key)} class="net-strip" role="button" aria-label=${`layer ${column.layer}, folded`} data-key=${key} data-test=${key}><rect ...${strip(layout, column)} rx="3" /><text class="net-small" x=${column.x} y=${layout.bottom + 14}></text></g>` : null}
    ${column.units.map(unit)}${column.layer > 0 ? column.units.map(bias) : null}${column.names ? column.units.map(name) : null}</g>`;
}

/** How to read the picture. */
const Legend = () => html`<p class="net-legend small soft" aria-hidden="true"><span class="net-key net-key-positive"></span>positive <span class="net-key net-key-negative"></span>negative, dashed
  <span class="net-key-mark">†</span>dead <span class="net-key-mark">▲</span>saturated <span class="net-key-bias"></span>bias</p>`;
