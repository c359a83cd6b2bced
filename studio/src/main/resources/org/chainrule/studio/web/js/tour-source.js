/** The lines of the reference engine that are an equation of the lecture. */
import { html, useEffect, useLayoutEffect, useRef, useState } from "./dom.js";
import { notify } from "./notices.js";

/** A link that opens the source with the lines of equation n marked and in view. */
export function SourceLines({ n, source }) {
  const [open, setOpen] = useState(false);
  const [code, setCode] = useState(null);
  useEffect(() => {
    source().then(setCode, (error) => notify(error.message));
  }, []);
  const lines = code?.equations[n] ?? [];
  const where = lines.length ? `, line ${lines.join(", ")}` : "";
  if (code && !lines.length) return null;
  return html`<div class="tour-code"><button type="button" class="tour-code-link" aria-expanded=${open} data-test="tour-code" onClick=${() => setOpen(!open)}>
      ${open ? "▾" : "▸"} This equation in the engine: ${code?.file ?? "the source"}${where}</button>
    ${open && code ? html`<${Listing} code=${code} marked=${new Set(lines)} />` : null}</div>`;
}

function Listing({ code, marked }) {
  const box = useRef(null);
  useLayoutEffect(() => {
    const first = box.current.querySelector(".tour-marked");
    if (first) box.current.scrollTop = first.offsetTop - box.current.clientHeight / 3;
  }, [marked]);
  return html`<pre class="tour-source" ref=${box} tabindex="0" role="group" aria-label=${code.file} data-test="tour-source"><code>${code.lines.map((text, i) => html`<span class=${marked.has(i + 1) ? "tour-line tour-marked" : "tour-line"} data-test=${marked.has(i + 1) ? "tour-line" : null}><span class="tour-line-number">${marked.has(i + 1) ? "▶" : ""}${i + 1}</span>${text}${"\n"}</span>`)}</code></pre>`;
}
