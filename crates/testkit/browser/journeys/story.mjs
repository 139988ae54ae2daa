// The journey of one plan, from an empty desk to the national figure: begun from a model, written through every section,
// mended where the check objects, approved by the head, submitted, returned with a remark, mended, and accepted.
// The pictures of it (story/…) are the ones to show.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { open, picture, prefer, signIn, visitor } from "../lib/browser.mjs";
import { everything, nothing } from "../lib/checks.mjs";
import { cell, fillRow, lines, people, rowWith, saved } from "../lib/plan.mjs";
import { serve } from "../lib/server.mjs";
import * as write from "../lib/write.mjs";
import { NEW } from "../lib/write.mjs";
import { parts } from "../lib/zip.mjs";

const ORGANISATION = "L730104-A"; // never took part before, so nothing of it depends on the day
const OWNER = "องค์การบริหารส่วนตำบลธรรมศาลา";
const coordinator = { login: "wanpen", name: "นางสาววันเพ็ญ ศรีสมบูรณ์" };
const head = { login: "sompong", name: "นายสมพงษ์ แก้วธรรมา" };
const SECTIONS = [
  "วัตถุประสงค์ สมมติฐาน และขอบเขต", "สถานการณ์และผลกระทบต่อทรัพยากร", "งานสำคัญและผลกระทบเมื่องานหยุด (BIA)", "สิ่งที่กระบวนงานต้องพึ่งพา",
  "คน ของ และสถานที่ที่ต้องมี", "กลยุทธ์ความต่อเนื่อง", "คณะบริหารความต่อเนื่องและผังการติดต่อ", "ใครทำอะไรเมื่อเกิดเหตุ",
];

const REMARK = "RTO 3 วันยาวกว่าที่คำนวณได้ โปรดทบทวนเพราะมีกำหนดเวลาตามกฎหมาย";
const ANSWER = "ปรับเป็น 1 วันตามที่คำนวณได้แล้ว";
const REASON = "โปรดทบทวน RTO ของงานใบอนุญาตตามข้อสังเกต";

let server, browser, writer, leader, officer, plan, year, start, reference, review;

/** Words of a PDF without spaces and line breaks, as a paper breaks Thai where it likes. */
const squeezed = (words) => words.replace(/\s+/g, "");
const pdf = (path) => squeezed(execFileSync("pdftotext", [path, "-"], { encoding: "utf8" }));

before(async () => {
  server = await serve();
  browser = await open();
  await people(server, ORGANISATION, coordinator, head);
  writer = await visitor(browser, server);
  leader = await visitor(browser, server);
  officer = await visitor(browser, server);
}, { timeout: 600_000 });
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** What did not hold on the pages that the story passed. */
const barriers = [];

/** Looks at everything that must hold on a page that the story passes, and keeps its picture. */
async function pass(who, name, lang = "th") {
  barriers.push(...(await everything(who, lang)).map((finding) => `${name}: ${finding}`));
  await picture(who, `story/${name}`);
}

/** A file that a link or button gives. */
async function file({ page }, press) {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return { name: download.suggestedFilename(), path: await download.path() };
}

/** What the national page and the command say of the round: submitted and approved. */
async function figures() {
  await officer.page.goto("/readiness");
  const shown = (await lines(officer, ".figure .d")).join(" ");
  const page = { submitted: Number(shown.match(/([\d,]+) จาก 8,281 หน่วยงาน/)[1].replace(",", "")), approved: Number(shown.match(/([\d,]+) จาก 8,281 · รอตรวจ/)[1].replace(",", "")) };
  const report = JSON.parse(await server.output(["report", "readiness", "--year", year]));
  assert.deepEqual([report.submitted.n, report.submitted.d, report.approved.n], [page.submitted, 8281, page.approved], "the page and the command agree");
  return page;
}

/** A part of the story; those after a failed one are left out, as they could only fail too. */
let failed = false;
function step(name, part) {
  test(name, async (t) => {
    if (failed) return t.skip("an earlier part failed");
    failed = true;
    await part();
    failed = false;
  });
}

step("a coordinator starts a plan from the model of the organisation's kind", async () => {
  const { page } = writer;
  await signIn(writer, coordinator.login);
  assert.equal(await page.locator("h1").innerText(), `สวัสดี ${coordinator.name}`);
  await pass(writer, "01-home");
  await page.goto("/plans/new");
  year = await page.locator("#f-fiscal_year").inputValue();
  assert.equal(await page.locator("input[name=from]:checked").inputValue(), "local_organisation", "the model of the kind is chosen already");
  await pass(writer, "02-start");
  await Promise.all([page.waitForURL(/\/plans\/[0-9a-f-]{36}/), page.locator("main form button.btn").first().click()]);
  plan = new URL(page.url()).pathname;
  assert.equal(await page.locator("h1").innerText(), `แผนดำเนินธุรกิจอย่างต่อเนื่อง ${OWNER} ปีงบประมาณ พ.ศ. ${year}`);
  assert.match(await page.locator(".lead p.muted").first().innerText(), new RegExp(`^${OWNER} · ครบ 7 จาก 8 ส่วน · ส่งภายใน 31 สิงหาคม ${year}`));
  assert.deepEqual(await lines(writer, ".steps .go-to"), SECTIONS);
  await pass(writer, "03-tasks");
});


step("the scope and the situations are written, and saved while one writes", () => write.scopeAndSituations({ writer, plan, pass }));
step("a process is analysed: impact over time gives the RTO, another RTO needs a reason, and one over the MTPD is refused", () => write.process({ writer, plan, pass }));
step("dependencies are picked, resources, strategies, the team and the steps are written", () => write.rest({ writer, plan, pass }));

step("the check says in plain words what is missing, and leads to its field", async () => {
  const { page } = writer;
  await page.goto(`${plan}/check`);
  assert.deepEqual(await lines(writer, "main .note.bad p"), ["คณะบริหารความต่อเนื่องและผังการติดต่อ: ผู้อำนวยการศูนย์พัฒนาเด็กเล็ก ยังไม่มีหมายเลขโทรศัพท์ ไปที่ช่องนี้"]);
  assert.equal(await page.locator("form[action$='/submission']").count(), 0, "an incomplete plan can't be submitted");
  await pass(writer, "14-check-with-a-problem");
  await page.locator("main .note.bad a").click();
  await page.waitForURL(/\/sections\/team/);
  assert.equal(decodeURIComponent(new URL(page.url()).hash), "#f-rows[10].phone");
  await cell(writer, 10, "phone").fill("034-000-111");
  await saved(writer);
  await Promise.all([page.waitForURL((url) => url.pathname === plan), page.locator("button[name=go][value=back]").click()]);
  assert.match(await page.locator(".lead p.muted").first().innerText(), /ครบ 8 จาก 8 ส่วน/);
  assert.equal(await page.locator("#mend .note.ok").innerText(), "ไม่มีเรื่องที่ต้องแก้ พร้อมตรวจทานและส่ง");
  await pass(writer, "15-complete");
  await page.goto(`${plan}/check`);
  assert.equal(await page.locator("main .note.bad").count(), 0);
  await pass(writer, "16-check");
  await page.locator("form[action$='/approval-request'] button").click();
  await page.waitForSelector("main .note.go");
});

step("the head sees one page, approves, and the plan is submitted with a reference and a receipt", async () => {
  await signIn(officer, "national");
  start = await figures();
  await signIn(leader, head.login);
  const { page } = leader;
  assert.match(await page.locator("main .timeline").innerText(), new RegExp(`แผนปีงบประมาณ ${year} รอหัวหน้าหน่วยงานอนุมัติ`));
  await pass(leader, "17-head-home");
  await page.goto(`${plan}/approval`);
  assert.deepEqual(await lines(leader, ".figure"), ["กระบวนงานสำคัญ 8", "RTO สั้นที่สุด 0 ชม.", "สถานการณ์ที่รองรับ 10", "คนในทีม 12"]);
  await page.locator("#f-approver_position").fill("นายกองค์การบริหารส่วนตำบลธรรมศาลา");
  await pass(leader, "18-head-approves");
  await Promise.all([page.waitForURL(/\/versions\/1\/receipt$/), page.locator("form[action$='/approval'] button").click()]);
  reference = await page.locator(".done .ref").innerText();
  assert.match(reference, new RegExp(`^BCP-${year}-[0-9A-Z]+$`));
  assert.equal(await page.locator("h1").innerText(), `ส่งแผนปี ${year} แล้ว`);
  await pass(leader, "19-receipt");
  const hash = await page.locator("code.break").innerText();
  assert.match(hash, /^[0-9a-f]{64}$/);
  await page.reload();
  assert.equal(await page.locator(".done .ref").innerText(), reference, "the page survives a bookmark");

  const receipt = await file(leader, () => page.locator("a[href='?format=pdf']").click());
  const words = pdf(receipt.path);
  for (const expected of [reference, OWNER, head.name, "นายกองค์การบริหารส่วนตำบลธรรมศาลา", "ภายในกำหนด"]) assert(words.includes(squeezed(expected)), `the receipt lacks ${expected}:\n${words}`);
  assert(words.includes(hash), `the receipt lacks the hash:\n${words}`);
  const now = await figures();
  assert.deepEqual(now, { submitted: start.submitted + 1, approved: start.approved }, "submitted grew by one at once");

  await writer.page.goto(`${plan}/sections/scope`);
  assert.equal(await writer.page.locator("form[data-autosave]").count(), 0, "what was submitted is locked");
});

step("the version is kept as a paper, an editable file and a map", async () => {
  const { page } = writer;
  await page.goto(`${plan}/versions/1`);
  assert.match(await page.locator("h1").innerText(), /^ฉบับที่ 1/);
  await pass(writer, "20-version");
  const paper = await page.request.get(`${plan}/versions/1/paper`);
  assert.equal(paper.headers()["content-type"], "application/pdf");
  const path = join(await mkdtemp(join(tmpdir(), "ratphrom-story-")), "plan");
  await writeFile(`${path}.pdf`, await paper.body());
  const words = pdf(`${path}.pdf`);
  for (const expected of [OWNER, NEW, "นายธีรพงศ์ ใจมั่น", "สารเคมีรั่วไหลจากโรงงาน"]) assert(words.includes(squeezed(expected)), `the paper lacks ${expected}`);
  const docx = await file(writer, () => page.locator("a[href$='paper?format=docx']").click());
  assert.match(docx.name, /\.docx$/);
  const xml = parts(await readFile(docx.path)).get("word/document.xml").toString();
  assert(squeezed(xml.replace(/<[^>]+>/g, "")).includes(squeezed(NEW)), "the editable file has the new process");
  await page.goto(`${plan}/versions/1/map`);
  assert.equal(await page.locator("h1").innerText(), "แผนที่กลยุทธ์ความต่อเนื่อง");
  assert((await page.locator("main").innerText()).includes(NEW), "the map has the new process");
  await pass(writer, "21-map");
});

step("the national officer finds the plan in the queue and returns it with a remark on one field", async () => {
  const { page } = officer;
  await page.goto(`/reviews?q=${encodeURIComponent("ธรรมศาลา")}&year=${year}`);
  const row = page.locator("main table tbody tr").filter({ hasText: OWNER });
  assert.equal(await row.count(), 1);
  await pass(officer, "22-queue");
  await Promise.all([page.waitForURL(/\/reviews\/[0-9a-f-]{36}$/), row.locator("th a").click()]);
  review = new URL(page.url()).pathname;
  await pass(officer, "23-review");
  const line = page.locator("#processes tbody tr").filter({ hasText: NEW }).first();
  if (!await line.isVisible()) await page.locator("#processes summary").click();
  await line.locator("a", { hasText: "ข้อสังเกต" }).click();
  await page.waitForURL(/at=/);
  const form = page.locator("form[action$='/remarks']");
  await form.locator("select").selectOption({ label: "RTO" });
  await form.locator("textarea").fill(REMARK);
  await pass(officer, "24-remark");
  await Promise.all([page.waitForURL(/done=remarked/), form.locator("button").first().click()]);
  await page.locator("form[action$='/return'] button").click();
  await page.locator("dialog button", { hasText: "ส่งคืนให้แก้ไข" }).click();
  await page.waitForSelector(".errors");
  assert.deepEqual(await lines(officer, ".errors li"), ["เหตุผลที่ส่งคืน: โปรดเขียนเหตุผลที่ส่งคืน หน่วยงานต้องรู้ว่าต้องแก้อะไร"]);
  await page.locator("#f-reason").fill(REASON);
  await page.locator("form[action$='/return'] button").click();
  await pass(officer, "25-sure");
  await Promise.all([page.waitForURL(/done=returned/), page.locator("dialog button", { hasText: "ส่งคืนให้แก้ไข" }).click()]);
  assert.match(await page.locator("[data-notice]").innerText(), /ส่งแผนคืนให้แก้ไขแล้ว และแจ้งหน่วยงานแล้ว/);
});

step("the coordinator is told, sees the remark at its field, mends it, and the head submits again", async () => {
  const { page } = writer;
  await page.goto("/home");
  assert.match(await page.locator("main .timeline").innerText(), new RegExp(`แผน ${reference} ถูกส่งคืนให้แก้ไข`));
  assert((await page.locator("main .note").innerText()).includes(REASON));
  await pass(writer, "26-told");
  await page.goto(plan);
  assert.deepEqual(await lines(writer, "#remarks li"), [`นางสาวสุภาพร เมธาวิจิตร · งานสำคัญและผลกระทบเมื่องานหยุด (BIA) · RTO ${REMARK} ไปที่ช่องนี้`]);
  await pass(writer, "27-remarks");
  await page.locator("#remarks a").click();
  await page.waitForURL(/\/sections\/processes/);
  const row = await rowWith(writer, "name", NEW);
  assert.equal(decodeURIComponent(new URL(page.url()).hash), `#f-rows[${row}].rto`, "the remark leads to its field");
  assert((await page.locator("main").innerText()).includes(REMARK), "the remark is shown where one writes");
  await pass(writer, "28-mend");
  await fillRow(writer, row, { rto: "1 วัน" });
  await saved(writer);
  await page.locator("#remarks summary").click();
  await page.locator("#remarks textarea").fill(ANSWER);
  await Promise.all([page.waitForURL(/\/sections\/processes\?answered=1/), page.locator("#remarks form button").click()]);
  await page.goto(plan);
  assert((await lines(writer, "#remarks li"))[0].endsWith(`ตอบแล้ว: ${ANSWER}`));
  await page.goto(`${plan}/check`);
  await page.locator("form[action$='/approval-request'] button").click();
  await page.waitForSelector("main .note.go");
  await leader.page.goto(`${plan}/approval`);
  await Promise.all([leader.page.waitForURL(/\/versions\/2\/receipt$/), leader.page.locator("form[action$='/approval'] button").click()]);
  assert.notEqual(await leader.page.locator(".done .ref").innerText(), reference, "each submission has a reference of its own");
  assert.deepEqual(await figures(), { submitted: start.submitted + 1, approved: start.approved }, "one organisation counts once");
});

step("the officer sees what changed and nothing else, accepts, and the national figure has moved by one", async () => {
  const { page } = officer;
  await page.goto(`/reviews?q=${encodeURIComponent("ธรรมศาลา")}&year=${year}`);
  await Promise.all([page.waitForURL(/\/reviews\/[0-9a-f-]{36}$/), page.locator("main table tbody tr").filter({ hasText: OWNER }).locator("th a").click()]);
  assert.notEqual(new URL(page.url()).pathname, review);
  assert.deepEqual(await lines(officer, "#changes tbody tr"), [`การวิเคราะห์ผลกระทบทางธุรกิจ (BIA) ${NEW} · RTO แก้ไข 3 วัน 1 วัน`]);
  assert.equal(await page.locator("#changes + section .remark, .remark.settled .tag.ok").first().innerText(), "มีการแก้ไขตรงนี้แล้ว");
  assert((await lines(officer, ".remark.settled"))[0].includes(`คำชี้แจงของหน่วยงาน ${ANSWER}`), "the officer reads the answer");
  await pass(officer, "29-what-changed");
  await page.locator("form[action$='/approval'] textarea").fill("แผนครบถ้วน ขอให้ซักซ้อมภายในไตรมาสที่ 3");
  await page.locator("form[action$='/approval'] button").click();
  await Promise.all([page.waitForURL(/done=approved/), page.locator("dialog button", { hasText: "ตรวจรับแผน" }).click()]);
  assert.deepEqual(await figures(), { submitted: start.submitted + 1, approved: start.approved + 1 });
  await pass(officer, "30-readiness");

  await writer.page.goto(plan);
  assert.equal((await lines(writer, "main .tag"))[0], "ผ่านการตรวจรับ");
  const events = await lines(writer, "#history li");
  assert.deepEqual(events.map((event) => event.replace(/^.* น\. ?/, "").replace(/BCP-\S+/, "BCP")), [
    "นางสาวสุภาพร เมธาวิจิตร ตรวจรับครั้งที่ 2", "ส่งครั้งที่ 2 เลขอ้างอิง BCP", `นางสาวสุภาพร เมธาวิจิตร ส่งคืนครั้งที่ 1: ${REASON}`, "ส่งครั้งที่ 1 เลขอ้างอิง BCP", "เริ่มแผน",
  ]);
  assert.equal(await writer.page.locator("#remarks").count(), 0, "a remark on a replaced version is settled");
  assert.deepEqual(await lines(writer, "#papers .go-to"), ["ฉบับที่ 2 ที่จัดส่ง", "ใบรับฉบับที่ 2", "แผนฉบับล่าสุด (PDF)", "แผนที่กลยุทธ์หน้าเดียว",
    "แบบแผนดำเนินธุรกิจอย่างต่อเนื่องขององค์กรปกครองส่วนท้องถิ่น (ฉบับที่ 1)", "ทุกฉบับที่จัดส่ง"]);
  await pass(writer, "31-accepted");
  await writer.page.goto(`${plan}/versions`);
  assert.deepEqual(await lines(writer, "main tbody tr .tag"), ["ผ่านการตรวจรับ", "ส่งคืนแก้ไข"]);
  await pass(writer, "32-versions");
  await writer.page.goto(`${plan}/versions/2?with=1`);
  assert.equal((await lines(writer, "#compared tbody tr")).length, 1);
  await pass(writer, "33-compared");
  await writer.page.goto("/home");
  assert.match(await writer.page.locator("main .timeline").innerText(), /ผ่านการตรวจรับแล้ว/);
  await pass(writer, "34-home-again");
});

step("the same pages are as good in English and in the dark", async () => {
  for (const who of [writer, officer]) await prefer(who.context, server, { lang: "en", theme: "dark" });
  for (const [who, address, name] of [
    [writer, "/home", "home"], [writer, plan, "plan"], [writer, `${plan}/sections/processes`, "processes"], [writer, `${plan}/versions/2`, "version"],
    [writer, `${plan}/map`, "map"], [officer, "/reviews", "queue"], [officer, "/readiness", "readiness"],
  ]) {
    await who.page.goto(address);
    await pass(who, `dark-${name}`, "en");
  }
});

test("no page of the story has a barrier, is too wide for a phone, or failed unseen", () => {
  nothing([...new Set([...barriers, ...writer.faults, ...leader.faults, ...officer.faults])], "the pages of the story");
});
