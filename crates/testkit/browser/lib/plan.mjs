// Writing a plan as a coordinator does: people of an organisation, its plan from the model of its kind, cells of a
// section's table, and the mark that says when the words were saved.
import assert from "node:assert/strict";
import { signIn } from "./browser.mjs";
import { password } from "./server.mjs";

/** Makes a coordinator and a head of an organisation of the demonstration nation. */
export async function people(server, organisation, coordinator, head) {
  await account(server, organisation, coordinator, "coordinator");
  await account(server, organisation, head, "head");
}

/** Makes an account with a role over an organisation. */
export async function account(server, organisation, { login, name }, role) {
  await server.output(["user", "add", login, "--name", name, "--role", role, "--organisation", organisation, "--password-stdin"], `${password}\n`);
}

/** Starts the plan of the running round from the model of the organisation's kind; the plan's address. */
export async function begin(visitor) {
  const { page } = visitor;
  await page.goto("/plans/new");
  await Promise.all([page.waitForURL(/\/plans\/[0-9a-f-]{36}/), page.locator("main form button.btn").first().click()]);
  return new URL(page.url()).pathname;
}

/** A coordinator signed in with the plan from the model at hand. */
export async function beginner(visiting, login) {
  await signIn(visiting, login);
  return begin(visiting);
}

/** The field of a cell. */
export const cell = ({ page }, row, key) => page.locator(`[name="rows[${row}].${key}"]:not([type=hidden])`);

/** The number of the first row in which this column is blank. */
export async function blankRow({ page }, key) {
  return page.evaluate((key) => {
    const fields = [...document.querySelectorAll(`[name^="rows["][name$="].${key}"]`)];
    return fields.findIndex((field) => field.value === "");
  }, key);
}

/** The number of the row in which this column has these words. */
export async function rowWith({ page }, key, words) {
  const found = await page.evaluate(([key, words]) => {
    const fields = [...document.querySelectorAll(`[name^="rows["][name$="].${key}"]`)];
    return fields.findIndex((field) => field.value === words);
  }, [key, words]);
  assert(found >= 0, `no row has ${key} = ${words} on ${page.url()}`);
  return found;
}

/** Fills a row; a list by its label or value. */
export async function fillRow(visitor, row, values) {
  for (const [key, value] of Object.entries(values)) {
    const field = cell(visitor, row, key);
    if (await field.evaluate((element) => element.tagName === "SELECT")) await field.selectOption({ label: value });
    else await field.fill(value);
  }
}

/** Waits until the page saves by itself. */
export async function begun({ page }) {
  await page.waitForFunction(() => document.querySelector("form[data-autosave]")?.dataset.begun !== undefined);
}

/** Waits until the page says by itself that everything is on the server, with the time of this moment. */
export async function saved({ page }, words = /^บันทึกบนเครื่องแม่ข่ายแล้ว (\d\d:\d\d) น\.$/) {
  await page.waitForFunction(() => {
    const mark = document.querySelector("[data-saved]");
    const begun = document.querySelector("form[data-autosave]")?.dataset.begun !== undefined;
    return begun && mark?.dataset.state === "saved" && /\d\d:\d\d/.test(mark.innerText);
  });
  const said = (await page.locator("[data-saved] [data-words]").innerText()).trim();
  const time = said.match(words)?.[1];
  assert(time, `the page says “${said}”`);
  const at = (ago) => new Date(Date.now() - ago).toLocaleTimeString("en-GB", { timeZone: "Asia/Bangkok", hour: "2-digit", minute: "2-digit" });
  assert([at(0), at(60_000)].includes(time), `saved at ${time}, and it is ${at(0)}`);
}

/** Saves with the button and stays on the page. */
export async function save({ page }) {
  await Promise.all([page.waitForURL(/saved=1/), page.locator("button[name=go][value=stay]").click()]);
}

/** The telephone number of everybody in the team who has none. */
export async function telephones(visitor, first = 1) {
  const names = await visitor.page.locator('[name^="rows["][name$="].name"]').evaluateAll((all) => all.map((one) => one.value));
  for (const [row, name] of names.entries()) {
    if (name && !await cell(visitor, row, "phone").inputValue()) await cell(visitor, row, "phone").fill(`034-000-${String(first + row).padStart(3, "0")}`);
  }
}

/** The lines of a list on the page, each without surplus space. */
export async function lines({ page }, selector) {
  const all = await page.locator(selector).allInnerTexts();
  return all.map((text) => text.replace(/\s+/g, " ").trim()).filter(Boolean);
}
