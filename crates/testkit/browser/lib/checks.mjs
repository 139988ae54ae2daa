// What must hold on every page: no barrier that axe knows, nothing wider than a small phone, one heading, a title.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Barriers on the page, one line each; none on a good page. */
export async function barriers({ page }) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    resultTypes: ["violations"],
  }));
  return found.violations.flatMap((violation) =>
    violation.nodes.slice(0, 3).map((node) => `${violation.id}: ${node.target.join(" ")}: ${node.html.slice(0, 160)}: ${node.failureSummary?.split("\n")[1]?.trim() ?? ""}`));
}

/** What sticks out to the right when the page is as narrow as a small phone. */
export async function tooWide({ page }, width = 360) {
  const before = page.viewportSize();
  await page.setViewportSize({ width, height: 800 });
  const wide = await page.evaluate((width) => {
    if (document.documentElement.scrollWidth <= width) return [];
    const scrolls = (element) => element && (/(auto|scroll|hidden|clip)/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
    const out = [...document.body.querySelectorAll("*")].filter((element) => element.getBoundingClientRect().right > width + 1 && !scrolls(element.parentElement));
    return [`the page is ${document.documentElement.scrollWidth} px wide`, ...out.slice(0, 3).map((element) => element.outerHTML.slice(0, 120))];
  }, width);
  await page.setViewportSize(before);
  return wide;
}

/** What every page has: a title, one first heading, the language it is in. */
export async function frame({ page }, lang) {
  return page.evaluate((lang) => {
    const wrong = [];
    if (!document.title.trim()) wrong.push("no title");
    const headings = document.querySelectorAll("h1").length;
    if (headings !== 1) wrong.push(`${headings} first headings`);
    if (document.documentElement.lang !== lang) wrong.push(`it says that it is in ${document.documentElement.lang}, asked for ${lang}`);
    if (document.querySelector("[style], style")) wrong.push("an inline style");
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
    if (twice.length) wrong.push(`an id twice: ${twice.slice(0, 3).join(", ")}`);
    if (/\{\{|\{%|undefined|\[object Object\]/.test(document.body.innerText)) wrong.push("code in the text");
    return wrong;
  }, lang);
}

/** What differs least between two people who see the same kind of page, as one list. */
export async function outline(visitor, lang) {
  return [...await frame(visitor, lang), ...await tooWide(visitor)];
}

/** Everything that must hold on every page, as one list. */
export async function everything(visitor, lang) {
  return [...await frame(visitor, lang), ...await barriers(visitor), ...await tooWide(visitor)];
}

/** Fails with every finding at once. */
export function nothing(findings, where) {
  assert.equal(findings.length, 0, `${where}:\n${findings.join("\n")}`);
}
