// Anybody's first minutes: the front page, signing in by keyboard and by mouse, language, theme, without scripts, and out.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open, picture, signIn, visitor } from "../lib/browser.mjs";
import { everything, nothing } from "../lib/checks.mjs";
import { tabTo, typeInto } from "../lib/keyboard.mjs";
import { password, serve } from "../lib/server.mjs";

let server, browser;
before(async () => { server = await serve(); browser = await open(); }, { timeout: 600_000 });
after(async () => {
  await browser?.close();
  assert.equal(await server?.stop(), 0, "the server stops when it is told to");
});

const field = (name) => `main input[name=${name}]:not([type=hidden])`;

test("the sign-in page has no barrier in either language and theme", async () => {
  for (const lang of ["th", "en"]) {
    for (const theme of ["light", "dark"]) {
      const guest = await visitor(browser, server, { lang, theme });
      await guest.page.goto("/sign-in");
      nothing([...await everything(guest, lang), ...guest.faults], `/sign-in ${lang} ${theme}`);
      await picture(guest, `sign-in-${lang}-${theme}`);
      await guest.context.close();
    }
  }
});

test("a coordinator signs in with the keyboard alone and is at home", async () => {
  const guest = await visitor(browser, server);
  await guest.page.goto("/sign-in");
  await typeInto(guest, field("login"), "coordinator");
  await typeInto(guest, field("password"), password);
  await Promise.all([guest.page.waitForURL("**/home"), guest.page.keyboard.press("Enter")]);
  nothing([...await everything(guest, "th"), ...guest.faults], "/home");
  await picture(guest, "home-coordinator");
  await guest.context.close();
});

test("the first Tab offers to skip to the content", async () => {
  const guest = await visitor(browser, server);
  await guest.page.goto("/sign-in");
  await guest.page.keyboard.press("Tab");
  await tabTo(guest, "a.skip", 0);
  await guest.page.keyboard.press("Enter");
  assert.equal(await guest.page.evaluate(() => document.activeElement?.id), "main");
  await guest.context.close();
});

test("a wrong password and an unknown name are answered alike, and what was typed stays", async () => {
  const guest = await visitor(browser, server, { lang: "en" });
  const said = [];
  for (const login of ["coordinator", "nobody-of-this-name"]) {
    await guest.page.goto("/sign-in");
    await guest.page.locator(field("login")).fill(login);
    await guest.page.locator(field("password")).fill("wrong and long enough");
    const [answer] = await Promise.all([
      guest.page.waitForResponse((response) => response.request().method() === "POST"),
      guest.page.locator("main .actions button.btn").first().click(),
    ]);
    assert.equal(answer.status(), 422);
    await guest.page.waitForLoadState();
    assert.equal(await guest.page.locator(field("login")).inputValue(), login);
    assert.equal(await guest.page.locator(field("password")).inputValue(), "");
    nothing(await everything(guest, "en"), "the refused sign-in");
    said.push((await guest.page.locator("main form").first().innerText()).trim());
  }
  assert.equal(said[0], said[1]);
  await guest.context.close();
});

test("the language switch changes the page and holds on the next", async () => {
  const guest = await visitor(browser, server);
  await guest.page.goto("/sign-in");
  const lang = () => guest.page.evaluate(() => document.documentElement.lang);
  assert.equal(await lang(), "th");
  await Promise.all([guest.page.waitForEvent("load"), guest.page.locator("header button[name=lang][value=en]").click()]);
  assert.equal(await lang(), "en");
  assert(guest.page.url().endsWith("/sign-in"), guest.page.url());
  await guest.page.goto("/");
  assert.equal(await lang(), "en");
  await Promise.all([guest.page.waitForEvent("load"), guest.page.locator("header button[name=lang][value=th]").click()]);
  assert.equal(await lang(), "th");
  nothing(guest.faults, "the language switch");
  await guest.context.close();
});

test("the theme switch changes the page and holds on the next", async () => {
  const guest = await visitor(browser, server);
  await guest.page.goto("/sign-in");
  const theme = () => guest.page.evaluate(() => document.documentElement.dataset.theme ?? null);
  const ink = () => guest.page.evaluate(() => getComputedStyle(document.body).color);
  const light = await ink();
  await guest.page.locator("header button[name=theme][value=dark]").click();
  await guest.page.waitForFunction(() => document.documentElement.dataset.theme === "dark");
  assert.notEqual(await ink(), light);
  await guest.page.goto("/");
  assert.equal(await theme(), "dark");
  await guest.page.locator("header button[name=theme][value=light]").click();
  await guest.page.waitForFunction(() => document.documentElement.dataset.theme === "light");
  nothing(guest.faults, "the theme switch");
  await guest.context.close();
});

test("signing in, the switches and signing out work without scripts", async () => {
  const guest = await visitor(browser, server, { scripts: false });
  await signIn(guest, "coordinator");
  assert(guest.page.url().endsWith("/home"), guest.page.url());
  await guest.page.locator("header button[name=lang][value=en]").click();
  await guest.page.waitForSelector("html[lang=en]");
  await guest.page.locator("header button[name=theme][value=dark]").click();
  await guest.page.waitForSelector("html[data-theme=dark]");
  await guest.page.locator("details.who > summary").click();
  await Promise.all([guest.page.waitForURL((url) => url.pathname === "/"), guest.page.locator("form[action='/sign-out'] button").click()]);
  await guest.page.goto("/home");
  assert(guest.page.url().includes("/sign-in"), `still signed in: ${guest.page.url()}`);
  await guest.context.close();
});

test("after sign-in a person is where they wanted to go, and never on another host", async () => {
  const guest = await visitor(browser, server);
  await guest.page.goto("/account");
  assert(guest.page.url().includes("/sign-in"));
  await guest.page.locator(field("login")).fill("coordinator");
  await guest.page.locator(field("password")).fill(password);
  await Promise.all([guest.page.waitForURL("**/account"), guest.page.locator("main .actions button.btn").first().click()]);
  await guest.context.clearCookies();
  await guest.page.goto("/sign-in?back=https://example.org/");
  await guest.page.locator(field("login")).fill("coordinator");
  await guest.page.locator(field("password")).fill(password);
  await Promise.all([guest.page.waitForURL("**/home"), guest.page.locator("main .actions button.btn").first().click()]);
  nothing(guest.faults, "sign-in with an address to go back to");
  await guest.context.close();
});
