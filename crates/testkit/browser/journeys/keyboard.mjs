// The work of a coordinator with the keyboard alone: from home to a section that is saved, and on to the submission. The
// grid is moved in by arrows and Enter. Nothing here clicks.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open, picture, visitor } from "../lib/browser.mjs";
import { everything, nothing } from "../lib/checks.mjs";
import { tabTo, typeInto } from "../lib/keyboard.mjs";
import { begun, cell, people, saved } from "../lib/plan.mjs";
import { password, serve } from "../lib/server.mjs";

const coordinator = { login: "malee", name: "นางมาลี รักษ์ถิ่น" };
const head = { login: "prasert", name: "นายประเสริฐ รักษ์ถิ่น" };

let server, browser;
before(async () => {
  server = await serve();
  browser = await open();
  await people(server, "L730109-A", coordinator, head);
}, { timeout: 600_000 });
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Presses Enter on the focused link or button and waits for the page that it leads to. */
async function enter({ page }, url) {
  await Promise.all([page.waitForURL(url), page.keyboard.press("Enter")]);
}

/** The name of the field that has the focus. */
const focused = ({ page }) => page.evaluate(() => document.activeElement?.name ?? "");

async function press({ page }, ...keys) {
  for (const key of keys) await page.keyboard.press(key);
}

test("a plan is begun, a section is written and saved, and the plan submitted without a mouse", async () => {
  const guest = await visitor(browser, server);
  const { page } = guest;
  await page.goto("/sign-in");
  await typeInto(guest, "main input[name=login]:not([type=hidden])", coordinator.login);
  await typeInto(guest, "main input[name=password]", password);
  await enter(guest, "**/home");
  await tabTo(guest, "main a[href^='/plans/new']");
  await enter(guest, "**/plans/new*");
  await tabTo(guest, "main form .btn:not(.quiet)");
  await enter(guest, /\/plans\/[0-9a-f-]{36}/);
  const plan = new URL(page.url()).pathname;

  await tabTo(guest, "a[href$='/sections/team']");
  await enter(guest, "**/sections/team");
  await begun(guest);
  await tabTo(guest, "[name='rows[0].phone']");
  for (let row = 0; row < 11; row++) {
    assert.equal(await focused(guest), `rows[${row}].phone`);
    await page.keyboard.type(`034-111-${String(row + 1).padStart(3, "0")}`);
    await press(guest, "Enter");
  }
  assert.equal(await focused(guest), "rows[11].phone", "Enter goes down the column");
  await press(guest, "ArrowLeft", "ArrowLeft");
  assert.equal(await focused(guest), "rows[11].role", "the left arrow goes left and over a blank cell");
  const member = await cell(guest, 11, "role").evaluate((list) => [...list.options].findIndex((option) => option.value === "member"));
  await press(guest, ...Array(member).fill("ArrowDown"));
  assert.equal(await cell(guest, 11, "role").inputValue(), "member", "the arrows choose in a list and stay in it");
  await press(guest, "Shift+Tab");
  assert.equal(await focused(guest), "rows[11].name");
  await page.keyboard.type("นางสาวดารณี ใจเย็น");
  await press(guest, "ArrowUp");
  assert.equal(await focused(guest), "rows[11].name", "an arrow inside words moves the caret, not the cell");
  await press(guest, "Home", "ArrowUp");
  assert.equal(await focused(guest), "rows[10].name", "and from the start of the words the cell");
  await press(guest, "ArrowDown", "Alt+Shift+ArrowUp");
  assert.equal(await cell(guest, 10, "name").inputValue(), "นางสาวดารณี ใจเย็น", "the row moved up");
  assert.equal(await focused(guest), "rows[10].name", "and the focus with it");
  await tabTo(guest, "[name='rows[10].phone']");
  await page.keyboard.type("034-111-099");
  await typeInto(guest, "[name='rows[10].called_by']", "หัวหน้าสำนักปลัด");
  await saved(guest);
  nothing([...await everything(guest, "th"), ...guest.faults], "the team by keyboard");
  await picture(guest, "story/keyboard-team");
  await tabTo(guest, "button[name=go][value=back]");
  await enter(guest, (url) => url.pathname === plan);
  assert.equal(await page.locator("#mend .note.ok").innerText(), "ไม่มีเรื่องที่ต้องแก้ พร้อมตรวจทานและส่ง");

  await tabTo(guest, "a[href$='/check']");
  await enter(guest, "**/check");
  await tabTo(guest, "#f-approver_name");
  await page.keyboard.type(head.name);
  await typeInto(guest, "#f-approver_position", "นายกองค์การบริหารส่วนตำบลถนนขาด");
  await tabTo(guest, "#f-approved_on");
  await press(guest, "Control+a");
  await page.keyboard.type("๓๑ ธ.ค. ๒๕๙๙");
  await press(guest, "Enter");
  await page.waitForSelector(".errors");
  assert.equal(await page.locator(".errors li").innerText(), "วันที่อนุมัติ: 31 ธันวาคม 2599 ยังมาไม่ถึง");
  assert(await page.evaluate(() => document.activeElement.matches(".errors")), "the summary of errors has the focus");
  assert((await page.title()).startsWith("ผิดพลาด"), await page.title());
  assert.equal(await page.locator("#f-approver_name").inputValue(), head.name, "what was typed is kept");
  await tabTo(guest, "#f-approved_on");
  await press(guest, "Control+a");
  await page.keyboard.type("๑ ต.ค. ๒๕๖๙");
  await tabTo(guest, "form[action$='/submission'] .btn");
  await enter(guest, /\/versions\/1\/receipt$/);
  assert.match(await page.locator(".done .ref").innerText(), /^BCP-\d{4}-[0-9A-Z]+$/);
  nothing(guest.faults, "the keyboard's journey");
  await guest.context.close();
});
