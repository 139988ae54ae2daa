/**
 * Words that a form could not yet hand to the server, kept on this computer per person and form address, so that a
 * dropped line or a closed browser loses nothing. Only autosave.js writes here; signing out clears it.
 */
const PREFIX = "ratphrom.unsent:";
const owner = () => `${PREFIX}${document.body.dataset.actor ?? ""}:`;
/** Used when the browser refuses local storage: kept for the life of the page. */
const memory = new Map();

const keys = () => {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(owner()));
  } catch {
    return [];
  }
};

/**
 * @typedef {{ action: string, body: string, etag: string, method: string, page: string, at: number, pressed?: boolean }} Draft
 * body: the whole form, URL-encoded; etag: the version it was written against; page: where the form is;
 * pressed: these words were on their way to the server when the page went.
 */
export const unsent = {
  /** True when drafts outlive the page. */
  durable: true,
  /** @param {Draft} draft Replaces an earlier draft of the same form. */
  keep(draft) {
    memory.set(draft.action, draft);
    try {
      localStorage.setItem(owner() + draft.action, JSON.stringify(draft));
      unsent.durable = true;
    } catch {
      unsent.durable = false;
    }
  },
  /** @param {string} action The form's address. @returns {Draft | null} */
  get(action) {
    if (memory.has(action)) return memory.get(action);
    try {
      return JSON.parse(localStorage.getItem(owner() + action) ?? "null");
    } catch {
      return null;
    }
  },
  /** @returns {Draft[]} Every draft of this person, oldest first. */
  all() {
    const stored = keys().map((key) => unsent.get(key.slice(owner().length))).filter(Boolean);
    const actions = new Set(stored.map((draft) => draft.action));
    for (const draft of memory.values()) if (!actions.has(draft.action)) stored.push(draft);
    return stored.sort((a, b) => a.at - b.at);
  },
  /** @param {string} action Forgets the draft once the server has it. */
  drop(action) {
    memory.delete(action);
    try {
      localStorage.removeItem(owner() + action);
    } catch { /* nothing was stored */ }
  },
  /** @returns {number} How many forms wait for the line. */
  count: () => unsent.all().length,
  /** Forgets everything of this person. */
  clear() {
    for (const draft of unsent.all()) unsent.drop(draft.action);
  },
};
