/** What a form holds, as text and back again, and the server's messages beside its fields. Shared by autosave.js alone. */

/** @param {HTMLFormElement} form @returns {string} The whole form, URL-encoded; files, buttons and the version left out. */
export function bodyOf(form) {
  const pairs = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "etag");
  return new URLSearchParams(pairs).toString();
}

/** @param {HTMLFormElement} form @returns {string} The form as the server sent it, whatever was typed since. */
export function servedBody(form) {
  const copy = form.cloneNode(true);
  copy.reset();
  return bodyOf(copy);
}

/** @param {HTMLFormElement} form @param {URLSearchParams} words Puts words back; grid.js first makes as many rows as there were. */
export function fill(form, words) {
  form.dispatchEvent(new CustomEvent("autosave:restore", { detail: words }));
  const seen = new Map();
  for (const control of form.elements) {
    if (!control.name || control.name === "etag" || ["file", "submit", "button"].includes(control.type)) continue;
    const values = words.getAll(control.name);
    if (control.type === "checkbox" || control.type === "radio") {
      control.checked = values.includes(control.value);
    } else if ("value" in control) {
      const nth = seen.get(control.name) ?? 0;
      seen.set(control.name, nth + 1);
      if (values[nth] !== undefined) control.value = values[nth];
    }
  }
}

/** @param {HTMLFormElement} form @param {string} etag It travels in If-Match, and in a hidden field when the form is sent whole. */
export function takeVersion(form, etag) {
  form.dataset.etag = etag;
  const hidden = form.elements.namedItem("etag");
  if (hidden instanceof HTMLInputElement) hidden.value = etag;
}

/** @param {HTMLFormElement} form @param {{ field: string, message: string }[]} problems Replaces every message shown before. */
export function tellProblems(form, problems) {
  for (const old of form.querySelectorAll(".error")) {
    const place = old.closest("[data-field], td");
    place?.classList.remove("err");
    for (const control of place?.querySelectorAll("[aria-invalid]") ?? []) control.removeAttribute("aria-invalid");
    old.remove();
  }
  for (const { field, message } of problems) {
    const found = form.elements.namedItem(field);
    const control = found instanceof RadioNodeList ? found[0] : found;
    const place = control?.closest("[data-field], td");
    if (place) tell(place, control, field, message);
  }
}

/** The id is the one the server gives the message, so that aria-describedby is the same either way. */
function tell(place, control, field, message) {
  const words = document.createElement("p");
  words.className = "error";
  words.id = `e-${field}`;
  words.textContent = message;
  place.classList.add("err");
  const label = place.querySelector("label, legend");
  const after = place.querySelector(".hint") ?? label;
  if (place.matches("td") || !after) place.append(words);
  else after.after(words);
  control.setAttribute("aria-invalid", "true");
  const described = new Set((control.getAttribute("aria-describedby") ?? "").split(/\s+/).filter(Boolean));
  described.add(words.id);
  control.setAttribute("aria-describedby", [...described].join(" "));
}

/** @param {{ heading: string, lines: { href: string, words: string }[] }} mend What is left to mend, in the note above the form. */
export function tellMend({ heading, lines }) {
  const note = document.querySelector("[data-to-mend]");
  if (!note) return;
  note.hidden = lines.length === 0;
  note.querySelector("strong").textContent = heading;
  note.querySelector("ul").replaceChildren(...lines.map(({ href, words }) => {
    const link = document.createElement("a");
    link.href = href;
    link.textContent = words;
    const item = document.createElement("li");
    item.append(link);
    return item;
  }));
}
