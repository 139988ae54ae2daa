// Every kind of page that a role can reach by links from home: no barrier, nothing too wide, no fault, in Thai and light, and
// for the first role that reaches it again in English and dark. A kind of page is its address without ids, numbers and the
// codes of closed lists.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open, picture, prefer, signIn, visitor } from "../lib/browser.mjs";
import { everything, nothing } from "../lib/checks.mjs";
import { serve } from "../lib/server.mjs";

/** Kinds of pages at most for each role; more would be a sign that kinds are told apart too finely. */
const MOST = 90;

/** Addresses whose last part is a code of a closed list: one kind of page for each. */
const CODED = /^\/(models|templates|readiness\/(hazards|kinds|ministries|provinces))\/[^/]+$/;

/** Kinds already seen in English and dark. */
const translated = new Set();

let server, browser;
before(async () => { server = await serve(); browser = await open(); }, { timeout: 600_000 });
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** The address with what differs between pages of one kind left out. */
function kind(url) {
  if (CODED.test(url.pathname)) return url.pathname.replace(/[^/]+$/, "#") + (url.searchParams.has("year") ? "?year" : "");
  const path = url.pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27,}/g, "#").replace(/\/(?=[^/]*\d)[^/]+/g, "/#");
  return path + (url.searchParams.has("year") ? "?year" : "");
}

/** Every kind of page from where links lead, each with the first address found. */
async function kinds(person) {
  const found = new Map([["/home", "/home"], ["/", "/"]]);
  for (const [, address] of found) {
    if (found.size > MOST) break;
    const answer = await person.page.goto(address, { waitUntil: "domcontentloaded" }).catch((problem) => problem);
    if (answer instanceof Error || !(answer.headers()["content-type"] ?? "").includes("text/html")) continue;
    const links = await person.page.evaluate(() => [...document.querySelectorAll("a[href]:not([download])")].map((link) => new URL(link.getAttribute("href"), document.baseURI).href));
    for (const link of links) {
      const url = new URL(link);
      const page = url.origin === person.server.address && !/format=|\/assets\/|\/api\/v1|\.(pdf|docx|xlsx|csv|json|svg|zip)$/.test(url.pathname + url.search);
      if (page && !found.has(kind(url))) found.set(kind(url), url.pathname + url.search);
    }
  }
  return found;
}

/** Signs in as a role of the demonstration nation; null for a guest. */
async function person(login) {
  const visiting = await visitor(browser, server);
  if (login) await signIn(visiting, login);
  return visiting;
}

for (const login of [null, "coordinator", "head", "province", "national", "admin", "auditor", "viewer"]) {
  test(`every page of ${login ?? "a guest"} is sound in both languages and themes`, { timeout: 900_000 }, async () => {
    const visiting = await person(login);
    const reachable = await kinds(visiting);
    assert(reachable.size >= 2, "no page is reached");
    const findings = [];
    for (const [lang, theme] of [["th", "light"], ["en", "dark"]]) {
      await prefer(visiting.context, server, { lang, theme });
      for (const [name, address] of reachable) {
        if (lang === "en" && translated.has(name)) continue;
        const answer = await visiting.page.goto(address).catch(() => null); // a download is no page
        if (!answer || !(answer.headers()["content-type"] ?? "").includes("text/html")) continue;
        if (lang === "en") translated.add(name);
        const where = `${address} ${lang} ${theme}`;
        if (answer.status() >= 400) findings.push(`${where}: ${answer.status()}`);
        findings.push(...(await everything(visiting, lang)).map((finding) => `${where}: ${finding}`));
        await picture(visiting, `every/${login ?? "guest"}${name.replaceAll("/", "-").replaceAll("?", "-")}-${lang}`);
      }
    }
    findings.push(...visiting.faults);
    await visiting.context.close();
    nothing([...new Set(findings)], `${reachable.size} kinds of pages`);
  });
}
