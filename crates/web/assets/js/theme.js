/** Changes light and dark at once, and tells the server so that the next page comes in it. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  const theme = event.submitter?.name === "theme" ? event.submitter.value : null;
  if (!form.matches("[data-theme-form]") || theme === null) return;
  event.preventDefault();
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  for (const button of document.querySelectorAll("button[name=theme][aria-pressed]")) button.setAttribute("aria-pressed", String(button.value === theme));
  const body = new URLSearchParams(new FormData(form));
  body.set("theme", theme);
  const shown = document.querySelector(`.tool[name=theme][value="${theme === "dark" ? "light" : "dark"}"]`);
  if (event.submitter.matches(".tool")) shown?.focus();
  fetch(form.action, { method: "POST", body, credentials: "same-origin" }).catch(() => {});
});
