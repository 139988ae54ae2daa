// Going through a page with the keyboard alone: what can't be reached by Tab, or does not show that it has the focus, fails.
import assert from "node:assert/strict";

/** Presses Tab until the element has the focus. */
export async function tabTo({ page }, selector, most = 150) {
  for (let pressed = 0; pressed <= most; pressed++) {
    if (await page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, selector)) {
      await assertSeen({ page }, selector);
      return pressed;
    }
    await page.keyboard.press("Tab");
  }
  assert.fail(`${selector} is not reached by ${most} Tabs on ${page.url()}`);
}

/** The focused element shows its focus by an outline, a shadow or a border. */
async function assertSeen({ page }, selector) {
  const seen = await page.evaluate(() => {
    // In a sheet the whole cell shows the focus.
    const shows = document.activeElement.closest(".sheet td:not(.tick, .act)") ?? document.activeElement;
    const style = getComputedStyle(shows);
    const box = document.activeElement.getBoundingClientRect();
    return { ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== "none", there: box.width > 0 && box.height > 0 };
  });
  assert(seen.there, `${selector} has the focus and can't be seen`);
  assert(seen.ring, `${selector} does not show that it has the focus`);
}

/** Fills a field that was reached by Tab. */
export async function typeInto(visitor, selector, text) {
  await tabTo(visitor, selector);
  await visitor.page.keyboard.type(text);
}
