// The same work on a small phone, 360 by 740: the coordinator in Thai, the national officer in English and the dark.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open, picture, signIn, visitor } from "../lib/browser.mjs";
import { everything, nothing } from "../lib/checks.mjs";
import { begin, cell, people, saved, telephones } from "../lib/plan.mjs";
import { serve } from "../lib/server.mjs";

const coordinator = { login: "somchai", name: "นายสมชาย วัฒนา" };
const head = { login: "wichai", name: "นายวิชัย วัฒนา" };
const phone = { width: 360, height: 740 };

let server, browser;
before(async () => {
  server = await serve();
  browser = await open();
  await people(server, "L730104-A", coordinator, head);
}, { timeout: 600_000 });
after(async () => {
  await browser?.close();
  await server?.stop();
});

test("a coordinator writes, checks and submits a plan on a phone, and an officer returns it on another", async () => {
  const findings = [];
  const pass = async (who, name, lang) => {
    findings.push(...(await everything(who, lang)).map((finding) => `${name}: ${finding}`));
    await picture(who, `story/phone-${name}`);
  };
  const writer = await visitor(browser, server, phone);
  const { page } = writer;
  await signIn(writer, coordinator.login);
  await pass(writer, "01-home", "th");
  const plan = await begin(writer);
  await pass(writer, "02-tasks", "th");
  for (const section of ["processes", "dependencies"]) {
    await page.goto(`${plan}/sections/${section}`);
    await pass(writer, `03-${section}`, "th");
  }
  await page.goto(`${plan}/sections/team`);
  await telephones(writer);
  await saved(writer);
  assert(await cell(writer, 0, "name").evaluate((field) => field.getBoundingClientRect().width >= 120), "a name can be read in its cell");
  await pass(writer, "04-team", "th");
  await page.goto(`${plan}/check`);
  await pass(writer, "05-check", "th");
  await page.locator("#f-approver_name").fill(head.name);
  await page.locator("#f-approver_position").fill("นายกองค์การบริหารส่วนตำบลธรรมศาลา");
  await page.locator("#f-approved_on").fill("1 ต.ค. 69");
  await Promise.all([page.waitForURL(/receipt$/), page.locator("form[action$='/submission'] .btn").click()]);
  const reference = await page.locator(".done .ref").innerText();
  await pass(writer, "06-receipt", "th");

  const officer = await visitor(browser, server, { ...phone, lang: "en", theme: "dark" });
  await signIn(officer, "national");
  await pass(officer, "07-officer-home", "en");
  await officer.page.goto(`/reviews?q=${encodeURIComponent("ธรรมศาลา")}`);
  await pass(officer, "08-queue", "en");
  await Promise.all([officer.page.waitForURL(/\/reviews\/[0-9a-f-]{36}$/), officer.page.locator("main tbody th a").first().click()]);
  assert((await officer.page.locator("main").innerText()).includes(reference), "the officer sees the same reference");
  await pass(officer, "09-review", "en");
  await officer.page.locator("#f-reason").fill("Please name the suppliers of drinking water.");
  await officer.page.locator("form[action$='/return'] button").click();
  await Promise.all([officer.page.waitForURL(/done=returned/), officer.page.locator("dialog button", { hasText: "Return" }).click()]);
  await officer.page.goto("/readiness");
  await pass(officer, "10-readiness", "en");
  nothing([...findings, ...writer.faults, ...officer.faults], "the pages on a phone");
});
