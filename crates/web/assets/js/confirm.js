/**
 * Asks before an act that can't be taken back: `<button data-confirm="words" data-confirm-yes="name of the act">`.
 * A form may carry the words too: then each of its submit buttons asks. A dialog of the page, not of the browser, so
 * that it can be read out, styled and closed with Escape.
 */
document.addEventListener("click", (event) => {
  const button = event.target.closest("button, input[type=submit], a");
  const asking = button && words(button);
  if (!asking || button.dataset.confirmed === "yes") return;
  event.preventDefault();
  event.stopImmediatePropagation();
  ask(button, asking);
}, { capture: true });

/** What is asked before this button does its act: its own words, or those of the form that it submits. */
function words(button) {
  if (button.dataset.confirm !== undefined) return button;
  return button.type === "submit" && button.form?.dataset.confirm !== undefined ? button.form : null;
}

/** @param {HTMLElement} button @param {HTMLElement} asking Carries the words. */
function ask(button, asking) {
  const dialog = document.createElement("dialog");
  const heading = element("h2", document.body.dataset.textSure);
  heading.id = "confirm-title";
  dialog.setAttribute("aria-labelledby", heading.id);
  const actions = element("div", "");
  actions.className = "actions end";
  const cancel = element("button", document.body.dataset.textCancel);
  cancel.className = "btn quiet";
  cancel.type = "button";
  const yes = element("button", asking.dataset.confirmYes ?? button.textContent.trim());
  yes.className = button.classList.contains("danger") ? "btn danger" : "btn";
  yes.type = "button";
  actions.append(cancel, yes);
  dialog.append(heading, element("p", asking.dataset.confirm), actions);
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
