/** Choosing rows of a list for a common act: all of this page at once, shift for a stretch, and how many are chosen. */
for (const all of document.querySelectorAll("[data-choose-all]")) begin(all);

/** @param {HTMLInputElement} all */
function begin(all) {
  const form = all.closest("form") ?? document;
  const table = all.closest("table");
  const ticks = () => [...table.querySelectorAll("[data-choose]")];
  const count = form.querySelector("[data-chosen]");
  const atFirst = count?.textContent;
  let last = null;

  const show = () => {
    const chosen = ticks().filter((tick) => tick.checked);
    all.checked = chosen.length > 0 && chosen.length === ticks().length;
    all.indeterminate = chosen.length > 0 && !all.checked;
    for (const tick of ticks()) tick.closest("tr").classList.toggle("picked", tick.checked);
    if (count) count.textContent = chosen.length > 0 ? count.dataset.text.replace("{n}", chosen.length) : atFirst;
  };

  all.addEventListener("change", () => { for (const tick of ticks()) tick.checked = all.checked; show(); });
  table.addEventListener("click", (event) => {
    const tick = event.target.closest("[data-choose]");
    if (!tick) return;
    const every = ticks();
    if (event.shiftKey && last) {
      const [from, to] = [every.indexOf(last), every.indexOf(tick)].sort((a, b) => a - b);
      for (const one of every.slice(from, to + 1)) one.checked = tick.checked;
    }
    last = tick;
    show();
  });
  window.addEventListener("pageshow", show);
  show();
}
