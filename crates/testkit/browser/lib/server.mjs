// The real server over a database of its own. The demonstration nation is made once for each build of the program and
// copied for each journey, so that no journey sees what another did.
import { spawn } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../../../..");
const target = process.env.CARGO_TARGET_DIR ? resolve(root, process.env.CARGO_TARGET_DIR) : join(root, "target");

/** Where pictures of pages are put. */
export const pictures = join(target, "screenshots");

/** The password of every demonstration account. */
export const password = "สาธิต-ratphrom-2563";

/** Milliseconds that making the nation takes at most. */
const LONGEST = 10 * 60_000;

/** The program: the release build when it is newer than the debug build. */
async function program() {
  const built = [];
  for (const profile of ["release", "debug"]) {
    const path = join(target, profile, "ratphrom");
    const found = await stat(path).catch(() => null);
    if (found) built.push({ path, made: found.mtimeMs, size: found.size });
  }
  built.sort((a, b) => b.made - a.made);
  if (process.env.RATPHROM_BINARY) {
    const path = resolve(process.env.RATPHROM_BINARY);
    const found = await stat(path);
    return { path, made: found.mtimeMs, size: found.size };
  }
  if (!built.length) throw new Error("The program is not built: run `cargo build -p server` first");
  return built[0];
}

/** Starts the program and waits until it says where it serves. */
async function started(path, args, folder) {
  const child = spawn(path, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, DATABASE_URL: "" , RUST_LOG: "warn" } });
  let said = "";
  child.stderr.on("data", (text) => { said = (said + text).slice(-20_000); });
  const address = await new Promise((done, failed) => {
    let out = "";
    child.stdout.on("data", (text) => {
      out += text;
      const found = out.match(/ at (http:\/\/[^\s]+)/);
      if (found) done(found[1]);
    });
    child.once("error", failed);
    child.once("exit", (code) => failed(new Error(`the server ended with ${code}:\n${said}`)));
  });
  const ended = new Promise((done) => child.once("exit", (code, signal) => done(code ?? signal)));
  return { address, said: () => said, async stop() { child.kill("SIGTERM"); return ended; } };
}

/** The file of a demonstration nation made by this build. */
async function demonstration(binary) {
  const folder = join(target, "journeys");
  await mkdir(folder, { recursive: true });
  const name = `nation-${Math.trunc(binary.made)}-${binary.size}.db`;
  const file = join(folder, name);
  if (await stat(file).catch(() => null)) return file;
  // Journeys run side by side: the first one makes it, the others wait for it, but not for one that was killed.
  const making = join(folder, `making-${name}`);
  try {
    await mkdir(making);
  } catch {
    for (let begun; (begun = await stat(making).catch(() => null)); await new Promise((rest) => setTimeout(rest, 500))) {
      if (Date.now() - begun.mtimeMs > LONGEST) await rm(making, { recursive: true, force: true });
    }
    return demonstration(binary);
  }
  try {
    await made(binary, folder, file);
  } finally {
    await rm(making, { recursive: true, force: true });
  }
  return file;
}

/** Makes the nation and puts it where it is looked for, whole or not at all. */
async function made(binary, folder, file) {
  for (const old of await readdir(folder)) if (old.startsWith("nation-")) await rm(join(folder, old), { force: true });
  const work = await mkdtemp(join(tmpdir(), "ratphrom-nation-"));
  const [nation, copied] = [join(work, "nation.db"), `${file}.part`];
  const server = await started(binary.path, ["--listen", "127.0.0.1:0", "--database-url", `sqlite://${nation}`], work);
  await server.stop();
  // The log beside the database is part of it until it is folded in, so the copy is made by the program itself.
  await new Promise((done, failed) => {
    const copy = spawn(binary.path, ["backup", copied, "--database-url", `sqlite://${nation}`], { cwd: work, stdio: "inherit" });
    copy.once("exit", (code) => (code === 0 ? done() : failed(new Error(`backup ended with ${code}`))));
  });
  await rename(copied, file);
  await rm(work, { recursive: true, force: true });
}

/** A server over its own copy of the demonstration nation, or over an empty database. */
export async function serve({ empty = false } = {}) {
  const binary = await program();
  const folder = await mkdtemp(join(tmpdir(), "ratphrom-journey-"));
  const file = join(folder, "ratphrom.db");
  if (!empty) await copyFile(await demonstration(binary), file);
  const args = ["serve", "--listen", "127.0.0.1:0", "--database-url", `sqlite://${file}`];
  const server = await started(binary.path, args, folder);
  return {
    address: server.address,
    said: server.said,
    /** Stops it, and says with what it ended. */
    async stop() {
      const ended = await server.stop();
      await rm(folder, { recursive: true, force: true });
      return ended;
    },
    /** Runs another command of the program on the same database; its exit code. */
    command(...words) {
      return new Promise((done) => {
        const child = spawn(binary.path, [...words, "--database-url", `sqlite://${file}`], { cwd: folder, stdio: "ignore" });
        child.once("exit", done);
      });
    },
    /** Runs a command with words on its standard input; what it printed. A command that fails is an error. */
    output(words, input = "") {
      return new Promise((done, failed) => {
        const child = spawn(binary.path, [...words, "--database-url", `sqlite://${file}`], { cwd: folder, stdio: ["pipe", "pipe", "pipe"] });
        let [out, said] = ["", ""];
        child.stdout.on("data", (text) => { out += text; });
        child.stderr.on("data", (text) => { said += text; });
        child.once("error", failed);
        child.once("exit", (code) => (code === 0 ? done(out) : failed(new Error(`${words.join(" ")} ended with ${code}: ${said}`))));
        child.stdin.end(input);
      });
    },
  };
}
