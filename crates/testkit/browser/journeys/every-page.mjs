// Every kind of page that a role can reach by links from home: nothing too wide, no fault, for the first roles no barrier, in
// Thai and light, and for the first role that reaches it again in English and dark. A kind of page is its address without ids, numbers and the
// codes of closed lists.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { open, picture, prefer, signIn, visitor } from "../lib/browser.mjs";
import { everything, nothing, outline } from "../lib/checks.mjs";
import { serve } from "../lib/server.mjs";

/** Kinds of pages at most for each role; more would be a sign that kinds are told apart too finely. */
const MOST = 130;

/** Addresses whose last part is a code of a closed list: one kind of page for each. */
const CODED = /^\/(models|templates|readiness\/(hazards|kinds|ministries|provinces))\/[^/]+$/;

/** People who look for barriers on the same kind of page; those who come after see that it is whole and fits. */
const LOOK = 3;

/** How many looked at a kind of page. */
const looks = new Map();

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
  const path = url.pathname.replace(/^\/measures\/(homework|obstacle|practice|relief|skill)/, "/measures/#").replace(/[0-9a-f]{8}-[0-9a-f-]{27,}/g, "#").replace(/\/(?=[^/]*\d)[^/]+/g, "/#");
  return path + (url.searchParams.has("year") ? "?year" : "");
}

/** Links of the page that lead to pages of this server. */
async function links({ page, server }) {
  const found = await page.evaluate(() => [...document.querySelectorAll("a[href]:not([download])")].map((link) => new URL(link.getAttribute("href"), document.baseURI).href));
  const leads = (url) => url.origin === server.address && !/format=|\/assets\/|\/api\/v1|\.(pdf|docx|xlsx|csv|json|svg|zip)$/.test(url.pathname + url.search);
  return found.map((link) => new URL(link)).filter(leads);
}

/** Opens a page and says what is wrong with it; null for what is no page. */
async function looked(visiting, address, lang, theme, check = everything) {
  const answer = await visiting.page.goto(address).catch(() => null); // a download is no page
  if (!answer || !(answer.headers()["content-type"] ?? "").includes("text/html")) return null;
  const wrong = answer.status() >= 400 ? [`${answer.status()}`] : [];
  return [...wrong, ...(await check(visiting, lang))].map((finding) => `${address} ${lang} ${theme}: ${finding}`);
}

/** Signs in as a role of the demonstration nation; null for a guest. */
async function person(login) {
  const visiting = await visitor(browser, server);
  if (login) await signIn(visiting, login);
  return visiting;
}

// Two at a time, as many as the machine of the tests has processors.
describe("every page", { concurrency: 2 }, () => {
  for (const login of [null, "coordinator", "head", "province", "national", "admin", "auditor", "viewer"]) {
    test(`every page of ${login ?? "a guest"} is sound in both languages and themes`, { timeout: 900_000 }, async () => {
      const visiting = await person(login);
      const [reachable, findings] = [new Map((login ? ["/home", "/"] : ["/"]).map((way) => [way, way])), []];
      const name = (kind, lang) => `every/${login ?? "guest"}${kind.replaceAll("/", "-").replaceAll("?", "-")}-${lang}`;
      for (const [kindOf, address] of reachable) {
        assert(reachable.size <= MOST, `${reachable.size} kinds of pages`);
        const before = kindOf === "/home" ? 0 : (looks.get(kindOf) ?? 0);
        looks.set(kindOf, before + 1);
        const wrong = await looked(visiting, address, "th", "light", before < LOOK ? everything : outline);
        if (!wrong) continue;
        findings.push(...wrong);
        for (const url of await links(visiting)) if (!reachable.has(kind(url))) reachable.set(kind(url), url.pathname + url.search);
        if (!translated.has(kindOf)) await picture(visiting, name(kindOf, "th"));
      }
      assert(reachable.size > 3, "no page is reached");
      await prefer(visiting.context, server, { lang: "en", theme: "dark" });
      for (const [kindOf, address] of reachable) {
        // Home is another page for each role.
        if (translated.has(kindOf) && kindOf !== "/home") continue;
        translated.add(kindOf);
        const wrong = await looked(visiting, address, "en", "dark");
        if (!wrong) continue;
        findings.push(...wrong);
        await picture(visiting, name(kindOf, "en"));
      }
      findings.push(...visiting.faults);
      await visiting.context.close();
      nothing([...new Set(findings)], `${reachable.size} kinds of pages`);
    });
  }
});
