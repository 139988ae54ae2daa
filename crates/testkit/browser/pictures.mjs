// The pictures of docs/user, made anew from the demonstration nation: `npm run pictures`. Each is cut to what its guide
// speaks of and reduced to a palette with ImageMagick. The nation comes from a seed, so a picture changes only with the page
// it shows, and with the day where a page says "today".
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { open, signIn, visitor } from "./lib/browser.mjs";
import { serve } from "./lib/server.mjs";

const run = promisify(execFile);
const folder = resolve(import.meta.dirname, "../../../docs/user/pictures");
const raw = await mkdtemp(join(tmpdir(), "ratphrom-pictures-"));
const server = await serve();
const browser = await open();

/** Fewer colours and no dates inside the file. */
async function reduced(from, to, colours = 64) {
  await run("convert", [from, "-strip", "+dither", "-colors", String(colours), "-define", "png:exclude-chunk=date,time", "-define", "png:compression-level=9", `PNG8:${to}`]);
}

/**
 * Keeps a page from the top of `from` to the bottom of what `to` holds. A page higher than `most` pixels is cut after the
 * last row, field or paragraph that fits.
 */
async function picture({ page, lang }, name, { from = "main", to = "main", most = 900, edge = 0 } = {}) {
  await page.evaluate(() => document.fonts.ready);
  const [top, bottom] = await page.evaluate(([from, to, most, edge]) => {
    document.activeElement?.blur();
    scrollTo(0, 0);
    // What follows the reader while scrolling would stand in the middle of a picture of the whole page.
    for (const element of document.querySelectorAll("main *")) if (getComputedStyle(element).position === "sticky") element.style.position = "static";
    const box = (element) => element.getBoundingClientRect();
    const first = document.querySelector(from);
    const shown = [...document.querySelectorAll(to)].flatMap((element) => [...element.querySelectorAll("*")]).filter((element) => box(element).height > 0);
    if (!first || !shown.length) return [-1, -1];
    const top = Math.max(0, box(first).top - edge);
    const bottom = Math.max(...shown.map((element) => box(element).bottom)) + 16;
    if (bottom - top <= most) return [top, bottom];
    const ends = shown.filter((element) => element.matches("tr, li, p, dd, h2, .btn, input, textarea, select, svg, label")).map((element) => box(element).bottom + 10);
    return [top, Math.max(top + most / 2, ...ends.filter((end) => end - top <= most))];
  }, [from, to, most, edge]);
  if (top < 0) throw new Error(`${name}: ${from} or ${to} is not on ${page.url()}`);
  const file = join(raw, `${name}-${lang}.png`);
  await page.screenshot({ path: file, fullPage: true, clip: { x: 0, y: top, width: page.viewportSize().width, height: bottom - top } });
  await reduced(file, join(folder, `${name}-${lang}.png`));
}

/** Somebody signed in, in a language. */
async function person(login, lang, size = {}) {
  const visiting = await visitor(browser, server, { lang, width: 1080, ...size });
  if (login) await signIn(visiting, login);
  return { ...visiting, lang };
}

const id = (address) => address.match(/[0-9a-f]{8}-[0-9a-f-]{27}/)[0];
const link = async (page, selector) => page.locator(selector).first().getAttribute("href");

/** Who writes. Gives the id of the plan. */
async function coordinator(lang) {
  const who = await person("coordinator", lang);
  const { page } = who;
  await page.goto("/home");
  await picture(who, "home");
  const plan = id(await link(page, "main .btn[href^='/plans/']"));
  await page.goto("/plans/new");
  await picture(who, "start", { most: 980 });
  await page.goto(`/plans/${plan}`);
  await picture(who, "sections", { most: 1000 });
  await page.goto(`/plans/${plan}/sections/processes`);
  await picture(who, "table", { most: 560 });
  await page.goto(`/plans/${plan}/sections/hazards`);
  await picture(who, "hazards", { most: 560 });
  await page.goto(`/plans/${plan}/check`);
  await picture(who, "check", { most: 620 });
  await page.goto("/account/tokens");
  await picture(who, "tokens", { most: 640 });
  await who.context.close();
  const phone = await person("coordinator", lang, { width: 360, height: 780 });
  await phone.page.goto(`/plans/${plan}`);
  await picture(phone, "phone-sections", { from: "body", to: "body", most: 900 });
  await phone.page.goto(`/plans/${plan}/sections/team`);
  await picture(phone, "phone-section", { from: "body", to: "body", most: 900 });
  await phone.context.close();
  return plan;
}

/** Fills what the demonstration left blank with last year's words, so that the plan can be sent. */
async function finish(plan) {
  const { page, context } = await person("coordinator", "th");
  await page.goto("/plans?year=2563");
  const before = id(await link(page, "main tbody a[href^='/plans/']"));
  const answer = await page.evaluate(async ([before, plan]) => {
    const read = async (of) => { const got = await fetch(`/api/v1/plans/${of}`); return [await got.json(), got.headers.get("etag")]; };
    const [[old], [now, tag]] = [await read(before), await read(plan)];
    const body = JSON.stringify({ ...now, strategies: old.strategies, recovery: old.recovery });
    const put = await fetch(`/api/v1/plans/${plan}`, { method: "PUT", headers: { "content-type": "application/json", "if-match": tag }, body });
    return put.ok ? "" : `${put.status} ${await put.text()}`;
  }, [before, plan]);
  if (answer) throw new Error(`the plan could not be completed: ${answer}`);
  await page.goto(`/plans/${plan}/check`);
  await page.locator("form[action$='/approval-request'] button").click();
  await context.close();
}

/** One page, one click; the first language looks, the last presses. */
async function head(lang, plan, press) {
  const who = await person("head", lang);
  const { page } = who;
  await page.goto(`/plans/${plan}/approval`);
  await picture(who, "approval", { most: 1050 });
  if (press) {
    for (const field of await page.locator("main form input:not([type=hidden])").all()) if (!(await field.inputValue())) await field.fill("นายกองค์การบริหารส่วนตำบล");
    await page.locator("main form button.btn").last().click();
    await page.waitForURL(/receipt/);
  }
  await who.context.close();
}

/** The receipt of what was sent. */
async function receipt(lang, plan) {
  const who = await person("head", lang);
  await who.page.goto(`/plans/${plan}/versions/1/receipt`);
  await picture(who, "receipt", { most: 700 });
  await who.context.close();
}

/** Whoever reviews for a province and keeps its units. */
async function supervisor(lang) {
  const who = await person("province", lang);
  const { page } = who;
  await page.goto("/reviews");
  await picture(who, "queue", { most: 760 });
  await page.goto((await link(page, "main tbody a[href^='/reviews/']")));
  await picture(who, "review", { most: 640 });
  await picture(who, "decision", { from: "main form[action$='/return']", to: "main", most: 520, edge: 60 });
  await page.goto("/organisations/P73/units/new");
  await picture(who, "unit", { most: 720 });
  await page.goto("/organisations/P73/people");
  await picture(who, "people", { most: 820 });
  await who.context.close();
}

/** The national office. */
async function national(lang) {
  const who = await person("national", lang);
  const { page } = who;
  await page.goto("/rounds/new");
  await picture(who, "round-new", { most: 980 });
  await page.goto("/rounds/2563");
  await picture(who, "round", { most: 900 });
  await page.goto("/rounds/2570/late?province=73");
  await picture(who, "late", { most: 1000 });
  await page.goto("/readiness?year=2563&as_of=2020-08-31");
  await picture(who, "readiness", { most: 1150 });
  await page.goto("/readiness/printed?year=2563");
  await picture(who, "printed", { most: 760 });
  await who.context.close();
}

/** The first page of the report to the cabinet. */
async function cabinet() {
  const pdf = join(raw, "cabinet.pdf");
  const code = await server.command("report", "cabinet", "--year", "2563", "--as-of", "2020-08-31", "--format", "pdf", "--output", pdf);
  if (code !== 0) throw new Error(`report cabinet ended with ${code}`);
  await run("pdftoppm", ["-png", "-r", "75", "-f", "1", "-l", "1", "-singlefile", pdf, join(raw, "cabinet")]);
  await reduced(join(raw, "cabinet.png"), join(folder, "cabinet.png"), 32);
}

/** Whoever keeps the installation. */
async function administrator(lang) {
  const who = await person("admin", lang);
  const { page } = who;
  await page.goto("/admin/accounts");
  await picture(who, "accounts", { most: 640 });
  await page.goto("/admin/accounts/new");
  await picture(who, "invite", { most: 760 });
  const register = join(raw, "register.csv");
  await writeFile(register, "code,name_th,kind,parent_code,obliged\nP73-H1,โรงพยาบาลส่งเสริมสุขภาพตำบลตัวอย่าง,hospital,P73,1\nP73-S1,โรงเรียนบ้านตัวอย่าง,scool,P73,1\n");
  await page.goto("/organisations/import");
  await page.locator("main input[type=file]").setInputFiles(register);
  await page.locator("main form button.btn").first().click();
  await page.waitForLoadState();
  await picture(who, "import-refused", { most: 560 });
  await who.context.close();
  const auditor = await person("auditor", lang);
  await auditor.page.goto("/admin/audit");
  await picture(auditor, "audit", { most: 640 });
  await auditor.context.close();
}

await mkdir(folder, { recursive: true });
try {
  for (const old of await readdir(folder)) await rm(join(folder, old));
  let plan;
  for (const lang of ["th", "en"]) {
    plan = await coordinator(lang);
    await supervisor(lang);
    await national(lang);
    await administrator(lang);
    const guest = await person(null, lang);
    await guest.page.goto("/sign-in");
    await picture(guest, "sign-in", { most: 620 });
    await guest.page.goto("/api/docs");
    await picture(guest, "api", { most: 720 });
    await guest.context.close();
  }
  await cabinet();
  await finish(plan);
  await head("th", plan, false);
  await head("en", plan, true);
  for (const lang of ["th", "en"]) await receipt(lang, plan);
  let total = 0;
  const made = await readdir(folder);
  for (const file of made) total += (await stat(join(folder, file))).size;
  console.log(`${made.length} pictures, ${Math.round(total / 1024)} KB, in ${folder}`);
} finally {
  await browser.close();
  await server.stop();
  await rm(raw, { recursive: true, force: true });
}
