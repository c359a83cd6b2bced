// The chain of one weight as a picture: the network drawn, the elements of the chain lit, every number by hover or keyboard. Knows no mathematics:
// it draws `picture` of an explanation. Colours come from chain.css, names reach the page only as text.
(() => {
  "use strict";
  const Chainrule = globalThis.Chainrule ??= {};
  const SVG = "http://www.w3.org/2000/svg";
  const NARROW = 620;
  const drawn = new WeakMap();

  const make = (space, tag, attributes = {}, ...children) => {
    const it = space ? document.createElementNS(space, tag) : document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) it.setAttribute(name, value);
    it.append(...children);
    return it;
  };
  const svg = (tag, attributes, ...children) => make(SVG, tag, attributes, ...children);
  const html = (tag, className, ...children) => make(null, tag, className ? { class: className } : {}, ...children);

  const number = (value, digits = 4) => {
    if (value === null || value === undefined) return "not finite";
    if (value === 0) return "0";
    const size = Math.abs(value);
    const plain = size >= 1e-4 && size < 1e7;
    const text = plain ? String(Number(value.toPrecision(digits))) : value.toExponential(digits - 1).replace(/\.?0+e/, "e").replace("e+", "e");
    return text.replaceAll("-", "−");
  };
  const percent = (share) => share === null || share === undefined ? null : number(share * 100, 3) + "\u202f%";
  const short = (text, length) => {
    const characters = Array.from(text);
    return characters.length > length ? characters.slice(0, length - 1).join("") + "…" : text;
  };

  // Symbols: in a text, z_3(1) is z with an index below and a layer above.
  const parts = (text) => {
    const found = [];
    let done = 0;
    for (const match of text.matchAll(/(\p{L}+)(?:_([\d,]+)(\([^()]*\))?|(\(\d+\))$)/gu)) {
      found.push({ text: text.slice(done, match.index) }, { base: match[1], below: match[2] ?? "", above: match[3] ?? match[4] ?? "" });
      done = match.index + match[0].length;
    }
    found.push({ text: text.slice(done) });
    return found.filter((part) => part.text !== "");
  };
  const pretty = (symbol) => {
    const it = html("span", "symbol");
    for (const { text, base, below, above } of parts(symbol)) {
      it.append(...text === undefined ? [html("i", "", base)] : [text], ...below ? [html("sub", "", below)] : [], ...above ? [html("sup", "", above)] : []);
    }
    return it;
  };
  const prettySvg = (symbol) => parts(symbol).flatMap(({ text, base, below, above }) => text !== undefined ? [svg("tspan", {}, text)] : [
    svg("tspan", {}, base), ...below ? [svg("tspan", { dy: 3, "font-size": "80%" }, below)] : [],
    ...above ? [svg("tspan", { dy: below ? -9 : -5, "font-size": "80%" }, above)] : [],
  ]);
  const deltaOf = (unit) => {
    const symbol = unit.before ?? unit.label;
    return symbol.startsWith("z_") ? `δ${symbol.slice(1)}` : `∂J/∂${symbol}`;
  };
  const layerOf = (symbol) => /\([^()]*\)$/.exec(symbol)?.[0] ?? "";

  /** What the panel says of an element: a heading, a sentence, and rows of [symbol, number, equation]. */
  function describe(model, item) {
    const { explanation, picture } = model;
    const carried = (part) => {
      const share = percent(part.share);
      return ["through it", number(part.contribution) + (share ? ` (${share} of the gradient${picture.rows > 1 ? " of this row" : ""})` : ""), "[3]"];
    };
    if (item.kind === "cost") {
      const one = picture.rows === 1;
      return { title: "J", text: one ? "The cost of this row." : `The mean cost of ${picture.rows} rows.`,
        rows: [["J", number(picture.cost.value), ""], ["∂J/∂w", number(explanation.gradient), "[1]"]] };
    }
    if (item.kind === "unit") {
      const unit = item.unit;
      const first = item.column === 0;
      if (unit.role === "more") return { title: unit.label, text: `${unit.count} units of the network stand here; nothing of them is drawn.`, rows: [] };
      if (unit.id === "bias") return { title: "1", text: "A bias multiplies the constant 1.", rows: [["h", "1", "[2]"], carried(unit)] };
      const text = { source: "The weight multiplies what this unit hands on.", target: "The parameter feeds this unit.",
        path: "On one of the strongest paths.", output: "An output.", other: unit.contribution ? "Carries a part of the gradient." : "Carries nothing of this gradient." };
      const rows = [];
      if (unit.before) rows.push([unit.before, number(unit.z), "[2]"]);
      rows.push([unit.label, number(unit.value), first ? "[10]" : "[2]"]);
      const output = item.column === picture.columns.length - 1;
      if (unit.before && unit.slope !== null && !output) rows.push([unit.before.startsWith("z_") ? `φ′(${unit.before})` : `∂${unit.label}/∂${unit.before}`, number(unit.slope), "[5, 9]"]);
      if (unit.delta !== null) rows.push([deltaOf(unit), number(unit.delta), output ? "[10]" : "[5, 9]"]);
      if (unit.contribution) rows.push(carried(unit));
      const names = explanation.names ?? {};
      const name = first ? names.inputs?.[unit.index] : output ? names.outputs?.[unit.index] : undefined;
      return { title: unit.label, name, text: text[unit.role] + (unit.member || picture.member ? ` Member ${unit.member + 1} of the ensemble.` : ""), rows };
    }
    const { edge, source, target } = item;
    if (edge.role === "weight") {
      const symbol = weightSymbol(model);
      return { title: symbol, text: "The weight that is explained.", rows: [[symbol, number(edge.weight), ""],
        [source.label, number(source.value), item.from.column === 0 ? "[10]" : "[2]"], [deltaOf(target), number(target.delta), "[5, 9]"],
        [`${source.label} · ${deltaOf(target)}`, number(picture.contribution), "[4, 6]"]] };
    }
    if (edge.to === "J") return { title: `${source.label} → J`, text: "Where backpropagation starts.",
      rows: [[deltaOf(source), number(edge.weight), "[10]"], ...edge.contribution ? [carried(edge)] : []] };
    const to = target.before ?? target.label;
    const symbol = edge.skip || !to.startsWith("z_") ? `∂${to}/∂${source.label}` : `w_${source.index},${target.index}${layerOf(to)}`;
    const rows = edge.weight === null ? [] : [[symbol, number(edge.weight), edge.skip ? "" : "[3, 5]"]];
    if (edge.contribution) rows.push(carried(edge));
    return { title: `${source.label} → ${target.label}`, rows,
      text: edge.skip ? "The way around a residual block." : edge.contribution ? edge.role === "path" ? "On one of the strongest paths." : "Carries a part of the gradient." : "Carries nothing of this gradient." };
  }

  function weightSymbol({ explanation }) {
    const { block, layer, from, to } = explanation.weight;
    return layer === null ? `${block}[${from}, ${to}]` : from === "bias" ? `b_${to}(${layer})` : `w_${from},${to}(${layer})`;
  }

  /** Units and edges with their places: stops 0, 2, 4 are columns of units, the odd ones the edges between them. */
  function arrange(explanation) {
    const { picture } = explanation;
    const byId = new Map();
    const items = [];
    picture.columns.forEach((column, c) => column.units.forEach((unit, u) => {
      const item = { kind: "unit", key: unit.id, unit, column: c, stop: 2 * c, order: u, of: column.units.length,
        lit: unit.role !== "other" && unit.role !== "more" || unit.role === "more" && picture.edges.some((edge) => edge.contribution && (edge.from === unit.id || edge.to === unit.id)) };
      if (unit.role === "output") item.lit = unit.contribution !== 0;
      byId.set(unit.id, item);
      items.push(item);
    }));
    const last = picture.columns.length;
    const cost = { kind: "cost", key: "J", column: last, stop: 2 * last, order: 0, of: 1, lit: true };
    byId.set("J", cost);
    items.push(cost);
    const most = Math.max(0, ...picture.edges.map((edge) => Math.abs(edge.contribution ?? 0))) || 1;
    picture.edges.forEach((edge) => {
      const from = byId.get(edge.from);
      const to = byId.get(edge.to);
      items.push({ kind: "edge", key: `${edge.from}>${edge.to}${edge.skip ? "~" : ""}`, edge, from, to, source: from.unit, target: to.unit,
        stop: from.stop + 1, order: from.order + to.order / 100, size: Math.sqrt(Math.abs(edge.contribution ?? 0) / most), lit: edge.role !== "other" });
    });
    return { explanation, picture, items, byId };
  }

  function place(model, width) {
    const columns = model.picture.columns.length + 1;
    const tallest = Math.max(...model.picture.columns.map((column) => column.units.length));
    const upright = width < NARROW;
    const names = model.explanation.names ?? {};
    if (upright) {
      const row = 84;
      const step = Math.min(56, (width - 16) / tallest);
      model.radius = Math.max(8, Math.min(15, step / 2 - 2));
      model.items.filter((item) => item.kind !== "edge").forEach((item) => {
        item.x = width / 2 + (item.order - (item.of - 1) / 2) * step;
        item.y = 42 + item.column * row;
      });
      return { upright, width, height: 42 + (columns - 1) * row + 44 };
    }
    const left = names.inputs ? 150 : 40;
    const right = 56;
    const step = (width - left - right) / (columns - 1);
    const gap = 46;
    const height = Math.max(220, tallest * gap + 64);
    model.radius = 15;
    model.items.filter((item) => item.kind !== "edge").forEach((item) => {
      item.x = left + item.column * step;
      item.y = 44 + (height - 54) / 2 + (item.order - (item.of - 1) / 2) * gap;
    });
    return { upright, width, height, step };
  }

  function curve(item, radius, upright) {
    const { from, to, edge } = item;
    if (upright) {
      const y1 = from.y + radius;
      const y2 = to.y - radius;
      const bend = (y2 - y1) / 2;
      const side = edge.skip ? 40 : 0;
      return `M${from.x},${y1}C${from.x + side},${y1 + bend} ${to.x + side},${y2 - bend} ${to.x},${y2}`;
    }
    const x1 = from.x + radius;
    const x2 = to.x - radius;
    const bend = (x2 - x1) / 2;
    const side = edge.skip ? -52 : 0;
    return `M${x1},${from.y}C${x1 + bend},${from.y + side} ${x2 - bend},${to.y + side} ${x2},${to.y}`;
  }

  const sign = (value) => value > 0 ? "positive" : value < 0 ? "negative" : "none";

  function drawEdge(model, item, upright) {
    const { edge } = item;
    const d = curve(item, model.radius, upright);
    const classes = ["chain-edge", edge.role, sign(edge.contribution ?? 0), item.lit ? "lit" : "dim"];
    const width = edge.contribution ? 1.2 + 7 * item.size : 1;
    return svg("g", { class: classes.join(" ") }, svg("path", { d, class: "hit" }), svg("path", { d, class: "line", "stroke-width": width.toFixed(2) }));
  }

  function drawUnit(model, item, upright) {
    const { unit } = item;
    const r = model.radius;
    const more = unit.role === "more";
    const group = svg("g", { class: `chain-unit ${unit.role} ${sign(unit.contribution ?? 0)} ${item.lit ? "lit" : "dim"}`, transform: `translate(${item.x},${item.y})` });
    if (more) {
      group.append(svg("rect", { x: -r, y: -r * 0.7, width: 2 * r, height: 1.4 * r, rx: r * 0.7, class: "dot" }),
        svg("text", { class: "inside", dy: "0.33em" }, "⋯"));
      group.append(svg("text", { class: "value", y: r + 10 }, upright && r < 14 ? `+${unit.count}` : unit.label));
      return group;
    }
    group.append(svg("circle", { r, class: "dot" }), svg("text", { class: "inside", dy: "0.35em" }, unit.id === "bias" ? "1" : String(unit.index)));
    if (item.lit && (!upright || r >= 14)) group.append(svg("text", { class: "value", y: r + 11 }, number(unit.value, 3)));
    const names = model.explanation.names ?? {};
    const name = item.column === 0 ? names.inputs?.[unit.index] : undefined;
    if (name !== undefined && !upright) group.append(svg("text", { class: "name", x: -r - 7, dy: "0.35em" }, short(name, 18)));
    return group;
  }

  function drawCost(model, item) {
    const group = svg("g", { class: "chain-unit cost lit", transform: `translate(${item.x},${item.y})` });
    group.append(svg("rect", { x: -model.radius, y: -model.radius, width: 2 * model.radius, height: 2 * model.radius, rx: 4, class: "dot" }),
      svg("text", { class: "inside", dy: "0.35em" }, "J"), svg("text", { class: "value", y: model.radius + 11 }, number(model.picture.cost.value, 3)));
    return group;
  }

  function titles(model, size) {
    return model.picture.columns.map((column, c) => {
      const item = model.items.find((one) => one.kind === "unit" && one.column === c);
      const at = size.upright ? { x: 2, y: item.y - model.radius - 8, class: "title upright" } : { x: item.x, y: 20, class: "title" };
      const room = size.upright ? 40 : Math.max(5, Math.floor(size.step / 9));
      return svg("text", at, ...prettySvg(short(column.title, room)));
    });
  }

  /** The symbol of the weight beside its edge. */
  function weightLabel(model, size) {
    const item = model.items.find((one) => one.kind === "edge" && one.edge.role === "weight");
    const symbol = weightSymbol(model);
    if (!item || symbol.length > 14) return [];
    const x = (item.from.x + item.to.x) / 2;
    const y = (item.from.y + item.to.y) / 2;
    const at = size.upright ? { x: Math.min(x + 9, size.width - 60), y: y + 8, class: "weight-label upright" } : { x, y: y - 9, class: "weight-label" };
    return [svg("text", at, ...prettySvg(symbol))];
  }

  /** The neighbour in a direction: along the stops to what is connected, within a stop by order. */
  function neighbour(model, item, along, within) {
    const at = (stop) => model.items.filter((one) => one.stop === stop).sort((a, b) => a.order - b.order);
    if (within) {
      const list = at(item.stop);
      return list[list.indexOf(item) + within];
    }
    const carried = (one) => Math.abs((one.edge ?? one.unit)?.contribution ?? 0);
    const connected = item.kind === "edge" ? [along > 0 ? item.to : item.from]
      : model.items.filter((one) => one.kind === "edge" && (along > 0 ? one.from : one.to) === item).sort((a, b) => carried(b) - carried(a));
    if (connected.length) return connected[0];
    for (let stop = item.stop + along; stop >= 0 && stop <= 2 * model.picture.columns.length; stop += along) {
      const list = at(stop);
      if (list.length) return list.reduce((best, one) => Math.abs(one.order - item.order) < Math.abs(best.order - item.order) ? one : best);
    }
    return undefined;
  }

  function show(panel, { title, name, text, rows }) {
    const head = html("p", "chain-title", pretty(title));
    if (name !== undefined) head.append(" ", html("bdi", "chain-name", short(name, 80)));
    head.append(html("span", "chain-text", text));
    const list = html("dl", "chain-numbers");
    for (const [symbol, value, equation] of rows) {
      list.append(html("div", "", html("dt", "", pretty(symbol)), html("dd", "", value, ...equation ? [html("span", "chain-equation", equation)] : [])));
    }
    panel.replaceChildren(head, list);
  }

  const legend = () => {
    const key = (kind, text) => html("span", "chain-key", html("span", `chain-swatch ${kind}`), text);
    return html("p", "chain-legend", key("positive", "adds to ∂J/∂w"), key("negative", "takes from it"), key("none", "not of this chain"),
      html("span", "", "Width: share. Point, or use the arrow keys."));
  };

  function paint(host, state) {
    const { model } = state;
    const width = Math.floor(host.clientWidth);
    if (width === 0 || width === state.width) return;
    state.width = width;
    const focused = state.picture.contains(document.activeElement);
    const size = place(model, width);
    const canvas = svg("svg", { viewBox: `0 0 ${size.width} ${size.height}`, width: size.width, height: size.height, role: "group",
      "aria-label": `The chain of ${weightSymbol(model)} through the network; arrow keys move from element to element` });
    const rank = { edge: 0, unit: 1, cost: 1 };
    const order = [...model.items].sort((a, b) => rank[a.kind] - rank[b.kind] || Number(a.lit) - Number(b.lit) || (b.size ?? 0) - (a.size ?? 0));
    for (const item of order) {
      const node = item.kind === "edge" ? drawEdge(model, item, size.upright) : item.kind === "unit" ? drawUnit(model, item, size.upright) : drawCost(model, item);
      const said = describe(model, item);
      node.setAttribute("role", "img");
      node.setAttribute("aria-label", said.name === undefined ? said.title : `${said.title}, ${said.name}`);
      node.setAttribute("data-key", item.key);
      node.setAttribute("tabindex", item.key === state.current ? "0" : "-1");
      node.addEventListener("pointerenter", () => show(state.panel, said));
      node.addEventListener("pointerleave", () => select(state, state.current, false));
      node.addEventListener("click", () => select(state, item.key, true));
      node.addEventListener("focus", () => select(state, item.key, false));
      item.node = node;
      canvas.append(node);
    }
    canvas.append(...titles(model, size), ...weightLabel(model, size));
    canvas.addEventListener("keydown", (event) => {
      const [along, within] = size.upright ? [["ArrowUp", "ArrowDown"], ["ArrowLeft", "ArrowRight"]] : [["ArrowLeft", "ArrowRight"], ["ArrowUp", "ArrowDown"]];
      const item = model.items.find((one) => one.key === state.current);
      const step = (keys) => event.key === keys[0] ? -1 : event.key === keys[1] ? 1 : 0;
      const next = event.key === "Home" ? model.items[0] : event.key === "End" ? model.byId.get("J")
        : step(along) || step(within) ? neighbour(model, item, step(along), step(within)) : undefined;
      if (next) select(state, next.key, true);
      if (next || step(along) || step(within)) event.preventDefault();
    });
    state.picture.replaceChildren(canvas);
    select(state, state.current, focused);
  }

  function select(state, key, focus) {
    for (const item of state.model.items) {
      const chosen = item.key === key;
      item.node?.setAttribute("tabindex", chosen ? "0" : "-1");
      item.node?.classList.toggle("chosen", chosen);
      if (chosen) {
        state.current = key;
        show(state.panel, describe(state.model, item));
        if (focus) item.node?.focus({ preventScroll: true });
      }
    }
  }

  /**
   * Draws an explanation into an element, in place of what is there.
   * @param {HTMLElement} element where
   * @param {object} explanation what `explain --json` prints, with `picture`; `names: {inputs, outputs}`, by index, if units have names
   */
  Chainrule.chainPicture = (element, explanation) => {
    const before = drawn.get(element);
    before?.observer.disconnect();
    const model = arrange(explanation);
    const known = (key) => key !== undefined && model.items.some((item) => item.key === key);
    const weight = model.items.find((item) => item.edge?.role === "weight" || item.unit?.role === "target") && (model.items.find((item) => item.edge?.role === "weight")
      ?? model.items.find((item) => item.unit?.role === "target"));
    const state = { model, width: 0, current: known(before?.current) ? before.current : (weight ?? model.items[0]).key,
      picture: html("div", "chain-picture"), panel: html("div", "chain-panel") };
    state.panel.setAttribute("aria-live", "polite");
    const focused = element.contains(document.activeElement);
    element.classList.add("chain");
    const row = explanation.picture.rows > 1 ? [html("p", "chain-row", `Drawn: row ${explanation.picture.row}, the one of ${explanation.picture.rows} rows with the largest |h · δ|.`)] : [];
    element.replaceChildren(...row, state.picture, legend(), state.panel);
    state.observer = new ResizeObserver(() => paint(state.picture, state));
    drawn.set(element, state);
    paint(state.picture, state);
    if (focused) select(state, state.current, true);
    state.observer.observe(state.picture);
  };
})();
