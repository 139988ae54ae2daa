// A browser of the machine (Debian's Chromium), and visitors in it who notice what a person would not: a refused style, an
// error in a script, a request to another host.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { chromium } from "playwright-core";
import { password, pictures } from "./server.mjs";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Opens the browser. */
export async function open() {
  const executablePath = process.env.CHROMIUM ?? places.find((place) => existsSync(place));
  assert(executablePath, "Chromium is not installed: run `apt-get install chromium`, or scripts/test, which does it");
  // Chromium's own sandbox does not work for root, as whom tests often run; the pages are our own.
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
}

/** A visitor with cookies of their own. `faults` collects what went wrong unseen. */
export async function visitor(browser, server, { lang = "th", theme = "light", width = 1280, height = 900, scripts = true } = {}) {
  const context = await browser.newContext({
    baseURL: server.address, viewport: { width, height }, javaScriptEnabled: scripts, locale: lang === "th" ? "th-TH" : "en-GB",
    timezoneId: "Asia/Bangkok", reducedMotion: "reduce",
  });
  const faults = [];
  await prefer(context, server, { lang, theme });
  await context.route((url) => url.origin !== server.address && url.protocol.startsWith("http"), (route) => {
    faults.push(`a request to another host: ${route.request().url()}`);
    return route.abort();
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on("pageerror", (error) => faults.push(`a script failed: ${error.message} on ${page.url()}`));
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    const text = message.text();
    // A refused form is answered with 422, which the browser notes too; that is no fault.
    if (/status of (4\d\d)/.test(text)) return;
    faults.push(`${text} on ${page.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 500) faults.push(`${response.status()} from ${response.url()}`);
  });
  return { page, context, faults, server };
}

/** Sets language and theme as the switches do. */
export async function prefer(context, server, { lang, theme }) {
  const cookies = [];
  if (lang) cookies.push({ name: "ratphrom_language", value: lang, url: server.address });
  if (theme) cookies.push({ name: "ratphrom_theme", value: theme, url: server.address });
  await context.addCookies(cookies);
}

/** Signs in through the form. */
export async function signIn({ page }, login, secret = password) {
  await page.goto("/sign-in");
  await page.locator("main input[name=login]:not([type=hidden])").fill(login);
  await page.locator("main input[name=password]:not([type=hidden])").fill(secret);
  await Promise.all([page.waitForURL((url) => !url.pathname.startsWith("/sign-in")), page.locator("main .actions button.btn").first().click()]);
}

/** Keeps a picture of the whole page. */
export async function picture({ page }, name) {
  const path = join(pictures, `${name}.png`);
  await mkdir(dirname(path), { recursive: true });
  await page.screenshot({ path, fullPage: true });
}
