// The sections of the flagship story as a coordinator writes them, each with what the page must answer.
import assert from "node:assert/strict";
import { blankRow, cell, fillRow, lines, rowWith, save, saved, telephones } from "./plan.mjs";

/** The process that the story adds. */
export const NEW = "ออกใบอนุญาตก่อสร้างอาคาร";

/** @typedef {{ writer: any, plan: string, pass: (who: any, name: string) => Promise<void> }} Desk */

/** The scope and the situations are written, and saved while one writes. @param {Desk} desk */
export async function scopeAndSituations({ writer, plan, pass }) {
  const { page } = writer;
  await page.goto(`${plan}/sections/scope`);
  const scope = "ครอบคลุมงานของสำนักปลัดและทุกกองขององค์การบริหารส่วนตำบลธรรมศาลา ณ ที่ทำการ และจุดบริการ 6 หมู่บ้าน";
  await page.locator("#f-scope").fill(scope);
  await saved(writer);
  await pass(writer, "04-scope");
  await page.reload();
  assert.equal(await page.locator("#f-scope").inputValue(), scope, "what was saved while writing is there");

  await page.goto(`${plan}/sections/hazards`);
  const row = await blankRow(writer, "label");
  await fillRow(writer, row, { label: "สารเคมีรั่วไหลจากโรงงาน" });
  await cell(writer, row, "premises").check();
  await cell(writer, row, "people").check();
  await saved(writer);
  await page.reload();
  assert.equal(await cell(writer, row, "label").inputValue(), "สารเคมีรั่วไหลจากโรงงาน");
  assert.equal(await cell(writer, row, "covered").isChecked(), true, "a situation with a tick is covered");
  assert.deepEqual([await cell(writer, row, "people").isChecked(), await cell(writer, row, "technology").isChecked()], [true, false]);
  await pass(writer, "05-situations");
}

/** A process is analysed: impact over time gives the RTO, another RTO needs a reason, and one over the MTPD is refused. @param {Desk} desk */
export async function process({ writer, plan, pass }) {
  const { page } = writer;
  await page.goto(`${plan}/sections/processes`);
  const row = await blankRow(writer, "name");
  await fillRow(writer, row, { name: NEW, impact: "สูง", mbco: "๕๐" });
  await save(writer);
  assert.equal(await cell(writer, row, "mbco").inputValue(), "50%", "Thai digits are understood");
  await page.locator("#course nav a", { hasText: NEW }).click();
  await page.waitForURL(/process=/);
  for (const [minutes, level] of [[120, "ไม่เป็นสาระสำคัญ"], [240, "ต่ำ"], [1440, "ปานกลาง"], [10080, "สูง"], [20160, "สูง"], [43200, "สูงมาก"]]) {
    await page.locator(`[name="detail[0].h${minutes}"]`).selectOption({ label: level });
  }
  await page.locator("#f-detail\\[0\\]\\.mission").fill("กำกับการก่อสร้างให้ปลอดภัยและถูกกฎหมาย");
  await page.locator("#f-detail\\[0\\]\\.people_served_per_day").fill("12");
  await save(writer);
  assert.equal(await page.locator("#course .strong").innerText(), "คำนวณได้ RTO 1 วัน และ MTPD 1 สัปดาห์");

  await fillRow(writer, row, { rto: "2 สัปดาห์", mtpd: "1 สัปดาห์", rta: "2 วัน" });
  await saved(writer);
  const refused = page.locator(`[id="e-rows[${row}].rto"]`);
  assert.equal(await refused.innerText(), `“${NEW}” ตั้ง RTO 2 สัปดาห์ นานกว่า MTPD 1 สัปดาห์`);
  assert.equal(await cell(writer, row, "rto").getAttribute("aria-invalid"), "true");
  await pass(writer, "06-rto-over-mtpd");

  await fillRow(writer, row, { rto: "3 วัน" });
  await saved(writer);
  await refused.waitFor({ state: "detached" });
  await save(writer);
  const reason = page.locator("#f-detail\\[0\\]\\.rto_reason");
  await reason.fill("รับคำขอเป็นเอกสารได้สามวันทำการโดยไม่กระทบกำหนดตามกฎหมาย");
  await saved(writer);
  await page.reload();
  assert.equal(await cell(writer, row, "rto").inputValue(), "3 วัน");
  assert.equal((await lines(writer, `#sheet tbody tr:nth-child(${row + 1}) .tag`)).length, 1);
  await page.goto(`${plan}/sections/processes?process=P1#course`);
  assert.match(await reason.inputValue(), /^รับคำขอเป็นเอกสาร/);
  await pass(writer, "07-processes");
}

/** Dependencies are picked, resources, strategies, the team and the steps are written. @param {Desk} desk */
export async function rest({ writer, plan, pass }) {
  const { page } = writer;
  await page.goto(`${plan}/sections/dependencies`);
  await page.locator("#picker input[type=search]").fill("ศูนย์ข้อมูล");
  await Promise.all([page.waitForURL(/q=/), page.locator("#picker .searchbox button").click()]);
  const found = page.locator("#picker tbody tr").first();
  const target = (await found.locator("th .muted").innerText()).trim();
  assert.match(await found.locator("th").innerText(), /^ดูแลศูนย์ข้อมูลและระบบสารสนเทศของหน่วยงาน/);
  await pass(writer, "08-picker");
  await found.locator("select").selectOption({ label: NEW });
  await Promise.all([page.waitForURL(/saved=1/), found.locator("button").click()]);
  const picked = await rowWith(writer, "on", target);
  assert.equal(await cell(writer, picked, "process").inputValue(), "P1");
  const row = await blankRow(writer, "on");
  await fillRow(writer, row, { process: NEW, target: "สาธารณูปโภค", on: "ไฟฟ้า", tolerance: "8 ชม." });
  await saved(writer);
  await page.reload();
  assert.equal(await cell(writer, await rowWith(writer, "on", target) + 1, "tolerance").inputValue(), "8 ชม.", "the rows of a process stand together");
  await pass(writer, "09-dependencies");

  await page.goto(`${plan}/sections/resources`);
  const resource = await blankRow(writer, "item");
  await fillRow(writer, resource, { process: NEW, category: "บุคลากรหลัก", item: "นายช่างโยธาผู้ตรวจแบบ", unit: "คน" });
  const times = await page.locator(`[name^="rows[${resource}]."]`).evaluateAll((all) => all.map((one) => one.name.split("].")[1]));
  for (const [at, count] of [["4 ชม.", "0"], ["1 วัน", "1"], ["1 สัปดาห์", "2"], ["2 สัปดาห์", "2"], ["30 วัน", "3"]]) {
    await page.locator(`#sheet tbody tr:nth-child(${resource + 1}) [aria-label^="${at}"]`).fill(count);
  }
  assert(times.length >= 10, "every time of the template has a column");
  await saved(writer);
  await pass(writer, "10-resources");

  await page.goto(`${plan}/sections/strategies`);
  const strategy = await blankRow(writer, "text");
  await fillRow(writer, strategy, {
    category: "เทคโนโลยีสารสนเทศและข้อมูล", text: "รับคำขออนุญาตเป็นเอกสารและบันทึกย้อนหลังเมื่อระบบกลับมา", trigger: "ระบบใช้ไม่ได้เกิน 1 วัน", time_to_implement: "4 ชม.", level_achieved: "60%",
  });
  await saved(writer);
  await pass(writer, "11-strategies");

  await page.goto(`${plan}/sections/team`);
  await telephones(writer);
  await cell(writer, 10, "phone").fill("");
  const member = await blankRow(writer, "name");
  await fillRow(writer, member, { name: "นายธีรพงศ์ ใจมั่น", role: "สมาชิกทีม", position: "นายช่างโยธา", phone: "034-000-120", called_by: "ผู้อำนวยการกองช่าง" });
  await saved(writer);
  await page.reload();
  assert.equal(await cell(writer, member, "called_by").inputValue(), "ผู้อำนวยการกองช่าง");
  assert.match(await page.locator("section svg[role=img]").innerHTML(), /034-000-120/, "the call tree has the new number");
  await pass(writer, "12-team");

  await page.goto(`${plan}/sections/recovery`);
  const step = await blankRow(writer, "step");
  const order = (await page.locator('[name^="rows["][name$="].order"]').evaluateAll((all) => all.map((one) => one.value))).filter(Boolean).length + 1;
  await fillRow(writer, step, { phase: "ตั้งแต่วันที่ 8 เป็นต้นไป", order: String(order), step: "สรุปคำขออนุญาตที่ค้างและแจ้งผู้ขอเป็นรายคน", role: "ผู้อำนวยการกองช่าง", due: "30 วัน" });
  await saved(writer);
  await pass(writer, "13-recovery");
}
