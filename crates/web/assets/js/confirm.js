/**
 * Asks before an act that can't be taken back: `<button data-confirm="words" data-confirm-yes="name of the act">`.
 * A dialog of the page, not of the browser, so that it can be read out, styled and closed with Escape.
 */
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-confirm]");
  if (!button || button.dataset.confirmed === "yes") return;
  event.preventDefault();
  event.stopImmediatePropagation();
  ask(button);
}, { capture: true });

/** @param {HTMLElement} button */
function ask(button) {
  const dialog = document.createElement("dialog");
  const heading = element("h2", document.body.dataset.textSure);
  heading.id = "confirm-title";
  dialog.setAttribute("aria-labelledby", heading.id);
  const actions = element("div", "");
  actions.className = "actions end";
  const cancel = element("button", document.body.dataset.textCancel);
  cancel.className = "btn quiet";
  cancel.type = "button";
  const yes = element("button", button.dataset.confirmYes ?? button.textContent.trim());
  yes.className = button.classList.contains("danger") ? "btn danger" : "btn";
  yes.type = "button";
  actions.append(cancel, yes);
  dialog.append(heading, element("p", button.dataset.confirm), actions);
  cancel.addEventListener("click", () => dialog.close());
  yes.addEventListener("click", () => {
    dialog.close();
    button.dataset.confirmed = "yes";
    button.click();
    delete button.dataset.confirmed;
  });
  dialog.addEventListener("close", () => { dialog.remove(); button.focus(); });
  document.body.append(dialog);
  dialog.showModal();
  cancel.focus();
}

function element(name, words) {
  const made = document.createElement(name);
  made.textContent = words;
  return made;
}
