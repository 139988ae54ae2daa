/** Shows the questions that are asked and hides those that are not, as the server says with each save of a form marked data-conditional. */
for (const form of document.querySelectorAll("form[data-conditional]")) {
  form.addEventListener("autosave:saved", ({ detail }) => {
    if (!Array.isArray(detail?.hidden)) return;
    const hidden = new Set(detail.hidden);
    for (const place of form.querySelectorAll("[data-asked]")) place.hidden = hidden.has(place.dataset.asked);
  });
}
