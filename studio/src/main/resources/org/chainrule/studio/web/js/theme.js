/** Light and dark: the system's wish, unless a person chose. */
import { html, useState } from "./dom.js";
import { themeVersion } from "./palette.js";
import { Icon } from "./parts.js";

const system = window.matchMedia("(prefers-color-scheme: dark)");
system.addEventListener("change", () => (themeVersion.value += 1));

/** Whether the page is dark now. */
const isDark = () => (document.documentElement.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";

function choose(theme) {
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem("chainrule.theme", theme);
  } catch {
    // Private windows may have no storage; the choice then lasts as long as the page.
  }
  themeVersion.value += 1;
}

/** The switch between light and dark. */
export function ThemeSwitch() {
  const [dark, setDark] = useState(isDark());
  const label = dark ? "Switch to light" : "Switch to dark";
  const toggle = () => {
    choose(dark ? "light" : "dark");
    setDark(!dark);
  };
  return html`<button type="button" class="quiet icon" id="theme" data-test="theme" aria-label=${label} title=${label} onClick=${toggle}>
    <${Icon} name=${dark ? "sun" : "moon"} />
  </button>`;
}
