/** A block from a spreadsheet, read from the clipboard and spread over cells. Used by grid.js. */

/** @param {DataTransfer} data @returns {string[][] | null} Rows of cells; null when the clipboard holds no text. */
export function clipboardRows(data) {
  const html = data.getData("text/html");
  if (/<table/i.test(html)) {
    const table = new DOMParser().parseFromString(html, "text/html").querySelector("table");
    const rows = table && [...table.rows].map((row) => [...row.cells].flatMap(cellWords)).filter((row) => row.length > 0);
    if (rows?.length) return rows;
  }
  const text = data.getData("text/plain");
  return text ? tabRows(text) : null;
}

/** A merged cell gives its words once and leaves the rest of its width blank. */
function cellWords(cell) {
  for (const line of cell.querySelectorAll("br")) line.replaceWith("\n");
  const words = cell.textContent.replaceAll("\u00a0", " ").split("\n").map((line) => line.trim()).join("\n").trim();
  return [words, ...Array(Math.min(cell.colSpan, 50) - 1).fill("")];
}

/** @param {string} text Tab-separated as Excel writes it: a cell with a line break or a quote stands in quotes. @returns {string[][]} */
export function tabRows(text) {
  const rows = [[""]];
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const row = rows.at(-1);
    const sign = text[at];
    if (quoted) {
      if (sign === '"' && text[at + 1] === '"') { row[row.length - 1] += '"'; at += 1; }
      else if (sign === '"') quoted = false;
      else row[row.length - 1] += sign;
    } else if (sign === '"' && row.at(-1) === "") quoted = true;
    else if (sign === "\t") row.push("");
    else if (sign === "\n") rows.push([""]);
    else if (sign !== "\r") row[row.length - 1] += sign;
  }
  if (rows.length > 1 && rows.at(-1).length === 1 && rows.at(-1)[0] === "") rows.pop();
  return rows.map((row) => row.map((cell) => cell.trim()));
}

/**
 * @param {string[][]} block @param {number} top Row of the first cell. @param {number} left Its column.
 * @param {(index: number) => Element | null} take Gives the row at an index, making it when there is none.
 * @param {(row: Element) => (HTMLInputElement | HTMLSelectElement)[]} cells
 * @returns {{ missed: number, before: Map<Element, string | boolean> }} Cells whose words fit no choice; the values there were.
 */
export function spread(block, top, left, take, cells) {
  const before = new Map();
  let missed = 0;
  block.forEach((words, down) => {
    const row = take(top + down);
    const targets = row ? cells(row) : [];
    words.forEach((word, across) => {
      const control = targets[left + across];
      if (!control || control.readOnly || control.disabled) return;
      before.set(control, control.type === "checkbox" ? control.checked : control.value);
      if (!put(control, word)) missed += 1;
      control.closest("td")?.classList.add("pasted");
    });
  });
  setTimeout(() => { for (const control of before.keys()) control.closest("td")?.classList.remove("pasted"); }, 2500);
  return { missed, before };
}

const TRUE = new Set(["1", "true", "yes", "y", "x", "✓", "✔", "/", "มี", "ใช่"]);

/** @returns {boolean} False when the words are none of the choices of a list; the cell then keeps what it had. */
function put(control, word) {
  if (control.type === "checkbox") {
    control.checked = TRUE.has(word.toLowerCase());
    return true;
  }
  if (control.tagName !== "SELECT") {
    control.value = control.tagName === "TEXTAREA" ? word : word.replaceAll("\n", " ");
    return true;
  }
  const wanted = word.toLowerCase();
  const option = [...control.options].find((one) => one.value.toLowerCase() === wanted || one.text.trim().toLowerCase() === wanted);
  if (option) control.value = option.value;
  return Boolean(option);
}
