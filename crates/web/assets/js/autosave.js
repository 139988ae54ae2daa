/**
 * Saves a form while it is written: `<form method="post" action="..." data-autosave data-etag="...">`.
 * The form goes, URL-encoded, to its action (method PUT with data-autosave="put") with If-Match and Accept: application/json.
 * Answers: 200 { saved_at_text, etag, problems: [{ field, message }], mend? }; 412 with { conflict: address }, or the address in
 * data-conflict of the mark; 401 when the session has ended. The mark is the element [data-saved] of the page.
 * Whatever is not yet taken is kept by unsent.js and sent again, by itself, when the line is back.
 */
import { bodyOf, fill, servedBody, takeVersion, tellMend, tellProblems } from "./formwords.js";
import { unsent } from "./unsent.js";

const PAUSE = 900; // ms without a keystroke before a save
const RETRY = [2000, 5000, 15000, 30000, 60000]; // ms between attempts; the last one repeats
const mark = document.querySelector("[data-saved]");
const forms = [...document.querySelectorAll("form[data-autosave]")];
/** What is under way for each form. @type {Map<HTMLFormElement, { timer: number, sending: boolean, again: boolean, sent: string, stopped: boolean, press: HTMLElement | null | undefined }>} */
const states = new Map();
let attempt = 0;
let retryTimer = 0;

const actionOf = (form) => form.getAttribute("action");
const methodOf = (form) => (form.dataset.autosave === "put" ? "PUT" : "POST");
const draftOf = (form) => ({
  action: actionOf(form), body: bodyOf(form), etag: form.dataset.etag ?? "", method: methodOf(form), page: location.pathname, at: Date.now(),
});

/** @param {string} state @param {Record<string, string | number>} [words] @param {{ href: string, text: string }} [link] */
function show(state, words = {}, link) {
  if (!mark) return;
  const key = `text${state.split("-").map((part) => part[0].toUpperCase() + part.slice(1)).join("")}`;
  let text = mark.dataset[key] ?? "";
  for (const [name, value] of Object.entries(words)) text = text.replace(`{${name}}`, value);
  mark.dataset.state = state === "restored" ? "saving" : state;
  const place = mark.querySelector("[data-words]");
  if (place.textContent !== text) place.textContent = text;
  if (!link) return;
  const anchor = document.createElement("a");
  anchor.href = link.href;
  anchor.textContent = link.text;
  place.append(" ", anchor);
}

/** Keeps the words on this computer at once, and saves them after a pause. */
function changed(form) {
  const state = states.get(form);
  clearTimeout(state.timer);
  if (bodyOf(form) === state.sent && !state.sending) {
    unsent.drop(actionOf(form));
    return;
  }
  unsent.keep(draftOf(form));
  if (state.stopped) return;
  show("saving");
  state.timer = setTimeout(() => save(form), PAUSE);
}

/** Sends the newest words; one request at a time for each form. @param {boolean} [leaving] The page is going away. */
async function save(form, leaving = false) {
  const state = states.get(form);
  clearTimeout(state.timer);
  const draft = draftOf(form);
  if (state.stopped || draft.body === state.sent) return;
  if (state.sending) { state.again = true; return; }
  state.sending = true;
  show("saving");
  const outcome = await send(draft, leaving);
  state.sending = false;
  settle(form, state, draft.body, outcome);
  if (state.press !== undefined) {
    const button = state.press;
    state.press = undefined;
    form.requestSubmit(button);
  } else if (state.again) {
    state.again = false;
    save(form);
  }
}

/** @returns {Promise<{ kind: string, data: any }>} kind: saved, conflict, signed-out, refused, failed or waiting. */
async function send({ action, body, etag, method }, leaving) {
  const headers = { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8" };
  if (etag) headers["If-Match"] = etag;
  try {
    const answer = await fetch(action, { method, headers, body, credentials: "same-origin", keepalive: leaving && body.length < 20000 });
    const data = await answer.json().catch(() => null);
    if (answer.ok && data && !answer.redirected) return { kind: "saved", data };
    if (answer.status === 412 || answer.status === 409) return { kind: "conflict", data };
    if (answer.status === 401 || answer.redirected) return { kind: "signed-out", data };
    const passing = answer.status >= 500 || answer.status === 408 || answer.status === 429;
    return { kind: passing ? "failed" : "refused", data };
  } catch {
    return { kind: "waiting", data: null };
  }
}

function settle(form, state, body, { kind, data }) {
  if (data?.problems) tellProblems(form, data.problems);
  if (data?.mend) tellMend(data.mend);
  if (kind === "saved") {
    attempt = 0;
    state.sent = body;
    if (data.etag) takeVersion(form, data.etag);
    if (bodyOf(form) === body) {
      unsent.drop(actionOf(form));
      show("saved", { time: data.saved_at_text ?? "" });
    } else {
      changed(form);
    }
    form.dispatchEvent(new CustomEvent("autosave:saved", { bubbles: true, detail: data }));
  } else if (kind === "conflict") {
    clash(form, data?.conflict);
  } else if (kind === "signed-out") {
    const back = encodeURIComponent(location.pathname + location.search);
    show("signed-out", {}, { href: `/sign-in?back=${back}`, text: mark?.dataset.textSignIn ?? "" });
  } else {
    show(kind, { n: unsent.count() });
    if (kind !== "refused") retryLater();
  }
}

/** Somebody else's version is on the server: nothing more is sent, both are shown on the page behind the link. */
function clash(form, address) {
  states.get(form).stopped = true;
  const href = address ?? mark?.dataset.conflict;
  show("conflict", {}, href ? { href, text: mark?.dataset.textConflictLink ?? "" } : undefined);
}

function retryLater() {
  clearTimeout(retryTimer);
  retryTimer = setTimeout(flush, RETRY[Math.min(attempt++, RETRY.length - 1)]);
}

/** Sends everything that waits: the forms of this page from the page, those of other pages from the store. */
async function flush() {
  for (const form of forms) await save(form);
  const here = new Set(forms.map(actionOf));
  let later = false;
  for (const draft of unsent.all().filter((one) => !here.has(one.action))) {
    const { kind } = await send(draft, false);
    if (kind === "saved" || (kind === "conflict" && draft.pressed)) unsent.drop(draft.action);
    later ||= kind === "waiting" || kind === "failed";
  }
  if (later) retryLater();
}

/** Puts back words that never reached the server, when the server's version is still the one they began from. */
function restore(form) {
  const draft = unsent.get(actionOf(form));
  if (!draft) return;
  const same = draft.etag === (form.dataset.etag ?? "");
  if (draft.body === bodyOf(form) || (draft.pressed && !same)) return unsent.drop(draft.action);
  if (!same) return clash(form);
  fill(form, new URLSearchParams(draft.body));
  show("restored");
  save(form);
}

/** A press of a button waits for the save under way, or the server would take its own newer version for somebody else's. */
function pressed(form, event) {
  const state = states.get(form);
  clearTimeout(state.timer);
  if (state.sending) {
    event.preventDefault();
    state.press = event.submitter;
    return;
  }
  if (bodyOf(form) === state.sent) unsent.drop(actionOf(form));
  else unsent.keep({ ...draftOf(form), pressed: true });
  state.stopped = true;
}

for (const form of forms) {
  states.set(form, { timer: 0, sending: false, again: false, sent: servedBody(form), stopped: false, press: undefined });
  for (const name of ["input", "change", "autosave:changed"]) form.addEventListener(name, () => changed(form));
  form.addEventListener("submit", (event) => { if (!event.defaultPrevented) pressed(form, event); });
  restore(form);
  // On a slow line somebody may have typed before this script arrived.
  if (!states.get(form).stopped && bodyOf(form) !== states.get(form).sent) changed(form);
  form.dataset.begun = "";
}
if (unsent.count() > 0) flush();
window.addEventListener("online", () => { attempt = 0; flush(); });
window.addEventListener("offline", () => { if (unsent.count() > 0) show("waiting", { n: unsent.count() }); });
window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") for (const form of forms) save(form, true);
});
// What is on its way while the page goes is marked, so that its own arrival is not taken for somebody else's change.
window.addEventListener("pagehide", () => {
  for (const [form, state] of states) {
    save(form, true);
    if (state.sending && !state.again) unsent.keep({ ...draftOf(form), pressed: true });
  }
});
window.addEventListener("beforeunload", (event) => {
  if (!unsent.durable && unsent.count() > 0) event.preventDefault();
});
