// Writing a section in other ways than by typing with a script: without scripts, from Excel through the clipboard and as a
// workbook, on a slow line, and two people at once.
import assert from "node:assert/strict";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { open, picture, signIn, visitor } from "../lib/browser.mjs";
import { everything, nothing } from "../lib/checks.mjs";
import { account, beginner, begun, blankRow, cell, fillRow, lines, people, rowWith, save, saved, telephones } from "../lib/plan.mjs";
import { serve } from "../lib/server.mjs";
import { parts, zipped } from "../lib/zip.mjs";

const coordinator = { login: "anong", name: "นางอนงค์ มั่นคง" };
const colleague = { login: "suda", name: "นางสาวสุดา มั่นคง" };
const head = { login: "bunmi", name: "นายบุญมี มั่นคง" };
const ORGANISATION = "L730104-A";

let server, browser, plan;
before(async () => {
  server = await serve();
  browser = await open();
  await people(server, ORGANISATION, coordinator, head);
  await account(server, ORGANISATION, colleague, "coordinator");
  const first = await visitor(browser, server);
  plan = await beginner(first, coordinator.login);
  await first.context.close();
}, { timeout: 600_000 });
after(async () => {
  await browser?.close();
  await server?.stop();
});

async function writer(options, who = coordinator) {
  const person = await visitor(browser, server, options);
  await signIn(person, who.login);
  return person;
}

/** Pastes words into a field as a browser does from the clipboard. */
async function paste({ page }, selector, words, html = "") {
  await page.locator(selector).focus();
  await page.evaluate(([selector, words, html]) => {
    const data = new DataTransfer();
    data.setData("text/plain", words);
    if (html) data.setData("text/html", html);
    document.querySelector(selector).dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, [selector, words, html]);
}

test("a block from Excel fills rows and columns, says how many, and can be taken back", async () => {
  const person = await writer();
  const { page } = person;
  await page.goto(`${plan}/sections/processes`);
  await begun(person);
  const row = await blankRow(person, "name");
  const block = "ออกหนังสือรับรอง\tสูง\t1 วัน\t3 วัน\nจัดเก็บค่าธรรมเนียม\tปานกลาง\t๒ วัน\t1 สัปดาห์\n\"ดูแลสวน\"\"สาธารณะ\"\"\"\tไม่มีระดับนี้\t2 สัปดาห์\t30 วัน\n\"แจ้งข่าว\nผ่านเสียงตามสาย\"\tต่ำ\t1 วัน\t1 สัปดาห์\r\n";
  await paste(person, `[name="rows[${row}].name"]`, block);
  assert.equal(await cell(person, row, "rto").inputValue(), "1 วัน");
  assert.equal(await cell(person, row + 1, "impact").inputValue(), "medium");
  assert.equal(await cell(person, row + 2, "name").inputValue(), "ดูแลสวน\"สาธารณะ\"");
  assert.equal(await cell(person, row + 3, "name").inputValue(), "แจ้งข่าว\nผ่านเสียงตามสาย", "a fourth row was made; a line break in a cell stays");
  assert.match(await page.locator("[data-said]").innerText(), /4 แถว.*1/);
  await saved(person);
  assert.equal(await cell(person, row + 2, "impact").inputValue(), "", "a word that is no choice chooses nothing");
  nothing(await everything(person, "th"), "after pasting");
  await picture(person, "story/paste");
  await page.locator("[data-said] button").click();
  assert.equal(await cell(person, row, "name").inputValue(), "");
  await saved(person);
  await page.reload();
  assert.equal(await cell(person, row, "name").inputValue(), "", "what was taken back is not on the server");
  nothing(person.faults, "pasting");
  await person.context.close();
});

test("a section goes to Excel and back, and a workbook with a bad row changes nothing", async () => {
  const person = await writer();
  const { page } = person;
  await page.goto(`${plan}/sections/processes`);
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("a[href$='/processes/sheet']").click()]);
  assert.match(download.suggestedFilename(), /^L730104-A-\d{4}-processes\.xlsx$/);
  const folder = await mkdtemp(join(tmpdir(), "ratphrom-sheet-"));
  const book = join(folder, "processes.xlsx");
  await download.saveAs(book);
  const changed = await edited(book, folder, "changed", (text) => text.replace("เก็บขนและกำจัดขยะมูลฝอย", "เก็บขน คัดแยก และกำจัดขยะมูลฝอย"));
  await page.locator("input[type=file]").setInputFiles(changed);
  await Promise.all([page.waitForURL(/uploaded=1/), page.locator("form[enctype] button").click()]);
  const row = await rowWith(person, "name", "เก็บขน คัดแยก และกำจัดขยะมูลฝอย");
  assert.equal(await cell(person, row, "rto").inputValue(), "1 วัน", "the rest of the row came back as it was");
  assert.equal((await page.locator("#course nav a").count()), 7, "no row was added or lost");

  const broken = await edited(changed, folder, "broken", (text) => text.replace("<t>2 ชม.</t>", "<t>สองสามชั่วโมง</t>").replace("ผลิตและจ่ายน้ำประปาหมู่บ้าน", "ผลิตน้ำประปา"));
  await page.locator("input[type=file]").setInputFiles(broken);
  await Promise.all([page.waitForSelector(".errors"), page.locator("form[enctype] button").click()]);
  const told = await lines(person, ".errors li");
  assert.equal(told.length, 1, told.join("; "));
  assert.match(told[0], /แถวที่ \d+ MTPD: อ่านเป็นช่วงเวลาไม่ได้/);
  nothing([...await everything(person, "th"), ...person.faults], "the refused workbook");
  await picture(person, "story/workbook-refused");
  await page.goto(`${plan}/sections/processes`);
  await rowWith(person, "name", "ผลิตและจ่ายน้ำประปาหมู่บ้าน");
  await person.context.close();
});

/** A copy of a workbook with its words changed, as somebody does in Excel. */
async function edited(book, folder, name, change) {
  const all = parts(await readFile(book));
  const before = all.get("xl/sharedStrings.xml").toString();
  const after = change(before);
  assert.notEqual(after, before, "the workbook has these words");
  const made = join(folder, `${name}.xlsx`);
  await writeFile(made, zipped(all.set("xl/sharedStrings.xml", Buffer.from(after))));
  return made;
}

test("two people write one section at once: the second sees both texts and chooses", async () => {
  const [one, two] = [await writer(), await writer({ lang: "th" }, colleague)];
  for (const person of [one, two]) {
    await person.page.goto(`${plan}/sections/scope`);
    await begun(person);
  }
  await one.page.locator("#f-scope").fill("ครอบคลุมทุกกอง ตามที่คนแรกเขียน");
  await saved(one);
  await two.page.locator("#f-scope").fill("ครอบคลุมเฉพาะงานบริการ ตามที่คนที่สองเขียน");
  await two.page.waitForSelector("[data-saved][data-state=conflict]");
  assert.match(await two.page.locator("[data-saved]").innerText(), /มีผู้อื่นแก้ส่วนนี้ไปแล้ว ข้อความของท่านยังอยู่ครบ/);
  await Promise.all([two.page.waitForURL(/\/clash$/), two.page.locator("[data-saved] a").click()]);
  const row = (await lines(two, "main tbody tr"))[0];
  assert.equal(row, "ขอบเขต ครอบคลุมทุกกอง ตามที่คนแรกเขียน ครอบคลุมเฉพาะงานบริการ ตามที่คนที่สองเขียน");
  assert((await two.page.locator("main .note").innerText()).includes(coordinator.name), "it says who wrote");
  nothing([...await everything(two, "th"), ...one.faults, ...two.faults], "two texts");
  await picture(two, "story/two-at-once");
  await Promise.all([two.page.waitForURL((url) => !url.pathname.endsWith("/clash")), two.page.locator("button[value=mine]").click()]);
  await one.page.reload();
  assert.equal(await one.page.locator("#f-scope").inputValue(), "ครอบคลุมเฉพาะงานบริการ ตามที่คนที่สองเขียน");
  await one.context.close();
  await two.context.close();
});

test("what was typed before the script came is saved, and what was typed without a line is saved when it is back", async () => {
  const person = await writer();
  const { page } = person;
  let open;
  const closed = new Promise((done) => { open = done; });
  await page.route(/autosave/, async (route) => { await closed; await route.continue(); });
  await page.goto(`${plan}/sections/scope`, { waitUntil: "domcontentloaded" });
  await page.locator("#f-title_en").fill("Written before the script came");
  open();
  await saved(person);
  await person.context.setOffline(true);
  await page.locator("#f-title_en").fill("Written without a line");
  await page.waitForSelector("[data-saved][data-state=waiting]");
  await person.context.setOffline(false);
  await saved(person);
  await page.reload();
  assert.equal(await page.locator("#f-title_en").inputValue(), "Written without a line");
  await person.context.close();
});

test("without scripts rows are added, a value that can't be read is kept and told, and the plan is submitted", async () => {
  const person = await writer({ scripts: false });
  const { page } = person;
  await page.goto(`${plan}/sections/team`);
  await telephones(person);
  await Promise.all([page.waitForURL(/spare=8/), page.locator("button[name=rows_add]").click()]);
  assert.equal(await cell(person, 0, "phone").inputValue(), "034-000-001", "what was typed before more rows came is saved");
  const row = await blankRow(person, "name");
  assert.equal(await page.locator("#sheet tbody tr").count(), row + 8);
  await fillRow(person, row, { name: "นางสาวรัตนา มั่นคง", role: "สมาชิกทีม", position: "นักพัฒนาชุมชน", phone: "034-000-050", called_by: "คนที่ไม่มี" });
  await save(person);
  assert.equal(await cell(person, row, "called_by").inputValue(), "คนที่ไม่มี", "the bad value is kept");
  assert.equal((await page.locator(`[id="e-rows[${row}].called_by"]`).innerText()).trim(), "ไม่พบผู้นี้ในทีม ใส่ชื่อหรือเลขแถว");
  await picture(person, "story/without-scripts");
  await cell(person, row, "called_by").fill("3");
  await save(person);
  assert.equal(await cell(person, row, "called_by").inputValue(), "หัวหน้าสำนักปลัด", "a row's number becomes the name");
  await Promise.all([page.waitForLoadState(), page.locator(`button[name=row_remove][value="${row}"]`).click()]);
  assert.equal(await blankRow(person, "name"), row, "the row is gone");
  await page.goto(`${plan}/check`);
  await page.locator("#f-approver_name").fill(head.name);
  await page.locator("#f-approver_position").fill("นายกองค์การบริหารส่วนตำบลธรรมศาลา");
  await page.locator("#f-approved_on").fill("1 ต.ค. 2569");
  await Promise.all([page.waitForURL(/receipt$/), page.locator("form[action$='/submission'] .btn").click()]);
  assert.match(await page.locator(".done .ref").innerText(), /^BCP-\d{4}-[0-9A-Z]+$/);
  await person.context.close();
});
