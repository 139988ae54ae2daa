/**
 * Chooses one of thousands (components/search.html): htmx fetches results while one types; here a chosen one folds the search
 * away, "change" brings it back, and the down arrow goes from the words into the results. The results are radio buttons.
 */
for (const picker of document.querySelectorAll("[data-picker]")) begin(picker);

/** @param {HTMLElement} picker */
function begin(picker) {
  const chosen = picker.querySelector("[data-chosen-one]");
  const hidden = chosen.querySelector("input");
  const looking = picker.querySelector("[data-looking]");
  const words = looking.querySelector("input[type=search]");
  const results = looking.querySelector(".results");

  const fold = (closed) => {
    chosen.hidden = !closed;
    hidden.disabled = !closed;
    looking.hidden = closed;
  };
  fold(hidden.value !== "");

  const choose = (radio) => {
    const label = results.querySelector(`label[for="${CSS.escape(radio.id)}"]`);
    hidden.value = radio.value;
    chosen.querySelector("[data-label]").replaceChildren(...label.cloneNode(true).childNodes);
    radio.checked = false;
    fold(true);
    chosen.querySelector("[data-change]").focus();
    hidden.dispatchEvent(new Event("change", { bubbles: true }));
  };

  chosen.querySelector("[data-change]").addEventListener("click", () => {
    hidden.value = "";
    fold(false);
    words.focus();
    words.select();
  });
  words.addEventListener("keydown", (event) => {
    const first = results.querySelector("input[type=radio]");
    if (event.key === "ArrowDown" && first) { event.preventDefault(); first.focus(); }
    if (event.key === "Enter") { event.preventDefault(); if (first) first.focus(); }
  });
  // The arrows of a radio group choose as they move; choosing is then done by Enter, Space or a click, not in passing.
  let byKey = false;
  results.addEventListener("keydown", (event) => {
    const radio = event.target.closest("input[type=radio]");
    if (!radio) return;
    byKey = event.key.startsWith("Arrow");
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(radio); }
    if (event.key === "Escape") words.focus();
  });
  results.addEventListener("change", (event) => {
    if (!byKey) choose(event.target);
    byKey = false;
    event.stopPropagation();
  });
}

// The server is asked for q, whatever the field of the form is called.
document.addEventListener("htmx:config:request", (event) => {
  const source = event.detail.ctx.sourceElement;
  const { body } = event.detail.ctx.request;
  if (!source?.closest("[data-picker]") || !(body instanceof FormData)) return;
  for (const name of [...body.keys()]) if (name !== "field") body.delete(name);
  body.set("q", source.value);
});
