// Elements. Text is only ever text: nothing here reads HTML.

export const byId = id => document.getElementById(id);

// h("button", {class: "main", onclick}, "Allow"); what is null or false is left out.
export function h(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "style") Object.entries(value).forEach(([name, v]) => element.style.setProperty(name, v));
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(2).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

// Names to choose from, by id.
export const options = names => Object.entries(names).map(([id, name]) => h("option", {value: id}, name));

// Opens a dialog, and comes back with what it was closed by; nothing where it was left.
export function ask(dialog) {
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise(resolve => dialog.addEventListener("close", () => resolve(dialog.returnValue), {once: true}));
}

// Takes the place of what was shown, and leaves the keyboard where it was and open what was open.
export function show(container, ...children) {
  const focused = container.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const opened = [...container.querySelectorAll("details[open]")].map(details => details.dataset.key);
  container.replaceChildren(...children.flat(2).filter(Boolean));
  container.querySelectorAll("details").forEach(details => (details.open = opened.includes(details.dataset.key)));
  if (focused) container.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

const shown = new Map();

// Whether this is something else than what was last shown there.
export function isNews(place, value) {
  const text = JSON.stringify(value);
  const isNew = shown.get(place) !== text;
  shown.set(place, text);
  return isNew;
}
