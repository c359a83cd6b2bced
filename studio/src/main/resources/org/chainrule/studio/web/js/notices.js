/** What the page tells a person: messages that stay until closed, and the live region for those who listen. */
import { html, signal } from "./dom.js";

const notices = signal([]);
let next = 0;

/**
 * Shows a message; the same text is not shown twice.
 * @param {string} text
 * @param {"error"|"note"} [kind]
 */
export function notify(text, kind = "error") {
  if (notices.value.some((notice) => notice.text === text)) return;
  const notice = { id: (next += 1), text, kind };
  notices.value = [...notices.value.slice(-2), notice];
  setTimeout(() => dismiss(notice.id), kind === "error" ? 15000 : 6000);
}

/** Takes one message away, or all of them. */
function dismiss(id) {
  notices.value = id === undefined ? [] : notices.value.filter((notice) => notice.id !== id);
}

/** Takes a message away by its text, when what it says is no longer so. */
export const withdraw = (text) => (notices.value = notices.value.filter((notice) => notice.text !== text));

/** Says a change of state to a screen reader. */
export function announce(text) {
  const region = document.getElementById("live");
  if (region && region.textContent !== text) region.textContent = text;
}

/** The messages, in the corner of the page. */
export function Notices() {
  return html`<div class="notices" aria-live="assertive">
    ${notices.value.map(
      (notice) => html`<div key=${notice.id} class=${`notice ${notice.kind}`} role="alert" data-test="notice">
        <p>${notice.text}</p>
        <button type="button" class="quiet icon" aria-label="Close the message" onClick=${() => dismiss(notice.id)}>✕</button>
      </div>`,
    )}
  </div>`;
}
