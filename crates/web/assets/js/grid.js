/**
 * The editable table: `<table class="sheet" data-grid="rows">` inside [data-sheet] (components/sheet.html). Cells are plain
 * inputs named rows[3].rto, so that the form works without this. Here: Enter and arrows move between cells, rows are added,
 * removed (with undo) and moved, a block copied from Excel is pasted over rows and columns.
 * A row is a <tr data-row>; a new one is made from <template data-row-template>, whose names have [__] for the number.
 */
import { clipboardRows, spread } from "./paste.js";

const CELL = "input:not([type=hidden]), select, textarea";

for (const table of document.querySelectorAll("table[data-grid]")) begin(table);

/** @param {HTMLTableElement} table */
function begin(table) {
  const area = table.closest("[data-sheet]") ?? table.parentElement;
  const body = table.tBodies[0];
  const template = table.querySelector("template[data-row-template]");
  const rows = () => [...body.querySelectorAll(":scope > tr[data-row]")];
  const cells = (row) => [...row.querySelectorAll("td")].map((cell) => cell.querySelector(CELL)).filter(Boolean);
  const form = table.closest("form");

  /** @returns {HTMLTableRowElement} */
  const add = (before = null) => {
    const row = template.content.querySelector("tr").cloneNode(true);
    body.insertBefore(row, before);
    renumber();
    return row;
  };

  const renumber = () => rows().forEach((row, index) => {
    for (const attribute of ["name", "id", "for", "aria-describedby"]) {
      for (const element of row.querySelectorAll(`[${attribute}]`)) {
        element.setAttribute(attribute, element.getAttribute(attribute).replaceAll(/\[(?:\d+|__)\]/g, `[${index}]`));
      }
    }
    for (const button of row.querySelectorAll("button[data-label]")) {
      button.value = index;
      button.setAttribute("aria-label", button.dataset.label.replace("{n}", index + 1));
    }
    for (const element of row.querySelectorAll("[data-cell-label]")) {
      element.setAttribute("aria-label", element.dataset.cellLabel.replace("{n}", index + 1));
    }
    const number = row.querySelector("[data-n]");
    if (number) number.textContent = index + 1;
  });

  const changed = () => form?.dispatchEvent(new CustomEvent("autosave:changed"));

  /** @param {string} key @param {Record<string, number>} words @param {() => void} [undo] */
  const say = (key, words, undo) => {
    const place = area.querySelector("[data-said]");
    if (!place) return;
    place.textContent = Object.entries(words).reduce((text, [name, value]) => text.replace(`{${name}}`, value), area.dataset[key] ?? "");
    if (!undo) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link";
    button.textContent = area.dataset.textUndo;
    button.addEventListener("click", () => { undo(); renumber(); changed(); say("textCount", { n: rows().length }); });
    place.append(" ", button);
  };

  const focusCell = (row, column) => {
    const found = row && cells(row);
    const cell = found?.[Math.min(Math.max(column, 0), found.length - 1)];
    cell?.focus();
    if (cell?.select && cell.type !== "checkbox") cell.select();
    return Boolean(cell);
  };

  const remove = (row) => {
    const all = rows();
    const index = all.indexOf(row);
    const next = row.nextSibling;
    row.remove();
    if (rows().length === 0) add();
    renumber();
    changed();
    say("textRemoved", { n: index + 1 }, () => { body.insertBefore(row, next?.parentNode === body ? next : null); focusCell(row, 0); });
    focusCell(rows()[Math.min(index, rows().length - 1)], 0);
  };

  const move = (row, step, focus) => {
    const all = rows();
    const other = all[all.indexOf(row) + step];
    if (!other) return;
    if (step < 0) other.before(row); else other.after(row);
    renumber();
    changed();
    focus?.focus();
  };

  /** Arrow keys leave a cell only where the caret can go no further, so that writing inside a cell stays as everywhere. */
  const keys = (event) => {
    const cell = event.target;
    const row = cell.closest("tr[data-row]");
    if (!row || !cell.matches(CELL) || event.isComposing) return;
    const all = rows();
    const [r, c] = [all.indexOf(row), cells(row).indexOf(cell)];
    if (event.altKey && event.shiftKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      return move(row, event.key === "ArrowUp" ? -1 : 1, cell);
    }
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      if (cell.tagName === "TEXTAREA" && event.altKey) return cell.setRangeText("\n", cell.selectionStart, cell.selectionEnd, "end");
      event.preventDefault();
      if (event.shiftKey) return focusCell(all[r - 1], c);
      return focusCell(all[r + 1] ?? (template ? add() : null), c);
    }
    const [startsAt, endsAt] = caret(cell);
    const step = { ArrowUp: startsAt && [-1, 0], ArrowDown: endsAt && [1, 0], ArrowLeft: startsAt && [0, -1], ArrowRight: endsAt && [0, 1] }[event.key];
    if (!step || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey || cell.tagName === "SELECT") return;
    const moved = step[0] ? focusCell(all[r + step[0]], c) : c + step[1] >= 0 && c + step[1] < cells(row).length && focusCell(row, c + step[1]);
    if (moved) event.preventDefault();
  };

  const pasted = (event) => {
    const cell = event.target.closest?.(CELL);
    const row = cell?.closest("tr[data-row]");
    const block = row && clipboardRows(event.clipboardData);
    if (!block || (block.length === 1 && block[0].length === 1)) return;
    event.preventDefault();
    const added = [];
    const first = rows().indexOf(row);
    const take = (index) => rows()[index] ?? (template ? (added.push(add()), added.at(-1)) : null);
    const { missed, before } = spread(block, first, cells(row).indexOf(cell), take, cells);
    changed();
    say(missed > 0 ? "textPastedPart" : "textPasted", { n: block.length, m: missed }, () => {
      for (const row of added) row.remove();
      for (const [control, value] of before) if (control.type === "checkbox") control.checked = value; else control.value = value;
    });
  };

  table.addEventListener("keydown", keys);
  table.addEventListener("paste", pasted);
  area.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const row = button?.closest("tr[data-row]");
    if (!button) return;
    if (button.matches("[data-grid-add]") && template) { event.preventDefault(); focusCell(add(), 0); changed(); }
    else if (row && button.matches("[data-grid-remove]")) { event.preventDefault(); remove(row); }
    else if (row && button.matches("[data-grid-up]")) { event.preventDefault(); move(row, -1, button); }
    else if (row && button.matches("[data-grid-down]")) { event.preventDefault(); move(row, 1, button); }
  });
  form?.addEventListener("autosave:restore", ({ detail }) => {
    const pattern = new RegExp(`^${table.dataset.grid}\\[(\\d+)\\]`);
    const wanted = Math.max(0, ...[...detail.keys()].map((name) => Number(pattern.exec(name)?.[1] ?? -1) + 1));
    while (template && rows().length < wanted) add();
    while (rows().length > Math.max(wanted, 1)) rows().at(-1).remove();
  });
}

/** @returns {[boolean, boolean]} Whether the caret stands at the very start and at the very end; a whole selection is both. */
function caret(cell) {
  if (cell.tagName === "SELECT" || cell.selectionStart === null || cell.selectionStart === undefined) return [true, true];
  const whole = cell.selectionStart === 0 && cell.selectionEnd === cell.value.length;
  return [whole || cell.selectionEnd === 0, whole || cell.selectionStart === cell.value.length];
}
