/**
 * The one script every page loads. It brings in the others only where the page has something for them, so that a
 * light page costs a slow line nothing. Every page works without any of this.
 */
import { unsent } from "./unsent.js";

document.documentElement.classList.add("script");
const has = (selector) => document.querySelector(selector) !== null;
const needs = [
  ["form[data-autosave]", () => import("./autosave.js")],
  ["form[data-conditional]", () => import("./conditional.js")],
  ["table[data-grid]", () => import("./grid.js")],
  ["[data-picker]", () => import("./picker.js")],
  ["[data-confirm]", () => import("./confirm.js")],
  ["form[data-dirty]", () => import("./dirty.js")],
  ["[data-choose-all]", () => import("./select.js")],
  ["[data-theme-form]", () => import("./theme.js")],
  ["[data-hx-get], [data-hx-post], [data-hx-put], [data-hx-delete]", () => import("./htmx.js")],
];
for (const [selector, load] of needs) if (has(selector)) load().catch(unreachable);
if (unsent.count() > 0 && !has("form[data-autosave]")) import("./autosave.js").catch(() => {});

// A menu closes when the work goes on elsewhere, and Escape returns to its button.
const openMenus = () => document.querySelectorAll("details[data-menu][open]");
document.addEventListener("click", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) { menu.open = false; menu.querySelector("summary").focus(); }
});

// On a small screen the current part of the menu is scrolled into view.
const current = document.querySelector("header.top nav [aria-current]");
if (current) current.parentElement.scrollLeft = current.offsetLeft - current.parentElement.offsetLeft - 24;

// Leaving for good throws unsent words away, as the machine may be shared; say so first.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-sign-out]")) return;
  const left = unsent.count();
  const words = document.body.dataset.textUnsent.replace("{n}", left);
  if (left > 0 && !window.confirm(words)) { event.preventDefault(); return; }
  unsent.clear();
});

// Choosing one of two texts settles which words count: those still kept here for that form are no longer needed.
document.addEventListener("submit", (event) => {
  const settled = event.target.dataset.settles;
  if (settled) unsent.drop(settled);
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

// A request of htmx that could not be made or was refused is said out loud, never swallowed.
for (const name of ["htmx:error", "htmx:response:error"]) document.addEventListener(name, unreachable);

/** Tells the reader that the server could not be reached. */
function unreachable() {
  const words = document.body.dataset.textUnreachable;
  let place = document.querySelector("[data-unreachable]");
  if (!place) {
    place = document.createElement("div");
    place.className = "note bad";
    place.dataset.unreachable = "";
    place.setAttribute("role", "alert");
    document.querySelector("#main > .in").prepend(place);
  }
  place.textContent = words;
}
