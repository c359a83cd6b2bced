/** The form of a model's columns: a field for each, suggestions where training saw levels, and its row as the server reads it. */

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.filter((child) => child !== null));
  return made;
};

const number = (value) => {
  const digits = Math.abs(value) >= 1000 ? 0 : Math.abs(value) >= 10 ? 1 : 3;
  return String(Number(value.toFixed(digits)));
};

function hint(column) {
  if (column.type === "date") return `such as ${column.example}`;
  if (column.levels) {
    const shown = column.levels.slice(0, 4).map(String).join(", ");
    return column.levels.length > 4 ? `${shown}, … (${column.levels.length} known)` : shown;
  }
  return column.note;
}

function field(column, index) {
  const id = `column-${index}`;
  const input = element("input", { id, type: "text", name: column.name, autocomplete: "off", spellcheck: false });
  input.dataset.test = id;
  input.setAttribute("aria-describedby", `${id}-hint`);
  if (column.type === "number") input.inputMode = "decimal";
  let list = null;
  if (column.levels) {
    list = element("datalist", { id: `${id}-levels` }, ...column.levels.map((level) => element("option", { value: String(level) })));
    input.setAttribute("list", list.id);
  }
  const label = element("label", { htmlFor: id }, column.name, element("span", {}, column.type));
  return element("div", { className: "field" }, label, input, list, element("p", { className: "hint", id: `${id}-hint` }, hint(column)));
}

/** Puts a field for each column into a place. */
export function build(place, columns) {
  place.replaceChildren(...columns.map(field));
}

/** What is filled in, by column; what is empty is left out as null. */
export function row(place, columns) {
  const cells = {};
  columns.forEach((column, index) => {
    const text = place.querySelector(`#column-${index}`).value.trim();
    const isNumber = column.type === "number" && text !== "" && Number.isFinite(Number(text));
    cells[column.name] = text === "" ? null : isNumber ? Number(text) : text;
  });
  return cells;
}

/** Fills in the middle of what training saw. */
export function fill(place, columns) {
  columns.forEach((column, index) => {
    const input = place.querySelector(`#column-${index}`);
    if (column.type === "date") input.value = column.example.split(" or ")[0];
    else if (column.levels) input.value = String(column.levels[Math.floor((column.levels.length - 1) / 2)]);
    else if (column.from !== undefined) input.value = number((column.from + column.to) / 2);
  });
}

export { element };
