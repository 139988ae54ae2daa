/** Warns before leaving a form marked data-dirty with words in it that were not sent. Forms that save themselves need no warning. */
const state = (form) => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string")).toString();
const begun = new Map([...document.querySelectorAll("form[data-dirty]")].map((form) => [form, state(form)]));
let sending = false;

for (const form of begun.keys()) form.addEventListener("submit", () => { sending = true; });
window.addEventListener("pageshow", () => { sending = false; });
window.addEventListener("beforeunload", (event) => {
  if (!sending && [...begun].some(([form, words]) => state(form) !== words)) event.preventDefault();
});
