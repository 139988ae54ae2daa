//! Makes the static files of the product: fonts and htmx from the package registry by the lock file, our own styles and
//! modules, each under a name with the hash of its content and in three encodings (plain, brotli, gzip), and the table of
//! them, `OUT_DIR/assets.rs`. A page asks nobody else for anything, so everything here ends up inside the binary.

use std::{
    collections::BTreeMap,
    env, fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::Command,
};

use sha2::{Digest, Sha256};

type Failure = Box<dyn std::error::Error>;

/// Where npm puts the faces of the font; each is `FONT-SCRIPT-WEIGHT-normal.woff2` there.
const FONT: &str = "@fontsource/ibm-plex-sans-thai-looped/files/ibm-plex-sans-thai-looped";
const SCRIPTS: [&str; 2] = ["thai", "latin"];
const WEIGHTS: [&str; 3] = ["400", "600", "700"];
/// Where npm puts htmx as a module.
const HTMX: &str = "htmx.org/dist/htmx.esm.min.js";
/// What the result depends on; `node_modules` follows from the lock file.
const SOURCES: [&str; 6] = ["css", "js", "img", "package.json", "package-lock.json", ".npmrc"];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    for path in SOURCES {
        println!("cargo::rerun-if-changed=assets/{path}");
    }
    if let Err(failure) = build() {
        for line in failure.to_string().lines() {
            println!("cargo::error={line}");
        }
    }
}

fn build() -> Result<(), Failure> {
    let assets = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("assets");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    packages(&assets)?;
    let mut made = Made { folder: out.join("assets"), files: BTreeMap::new() };
    if made.folder.exists() {
        fs::remove_dir_all(&made.folder)?;
    }
    fs::create_dir_all(&made.folder)?;
    let packaged = assets.join("node_modules");
    for script in SCRIPTS {
        for weight in WEIGHTS {
            let face = content(&packaged.join(format!("{FONT}-{script}-{weight}-normal.woff2")))?;
            made.add(&format!("plex-{script}-{weight}.woff2"), &face)?;
        }
    }
    made.add("htmx.js", &without_map(&content(&packaged.join(HTMX))?))?;
    for path in listed(&assets.join("img"))? {
        made.add(&file_name(&path), &fs::read(&path)?)?;
    }
    made.add("app.css", made.styles(&assets.join("css"))?.as_bytes())?;
    made.modules(&assets.join("js"))?;
    fs::write(out.join("assets.rs"), made.table())?;
    Ok(())
}

/// Installs the packages when the lock file is not the one they were installed by. No script of a package is run.
fn packages(assets: &Path) -> Result<(), Failure> {
    let lock = hash(&fs::read(assets.join("package-lock.json"))?);
    let stamp = assets.join("node_modules/.installed-by");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(assets);
    let done = npm.output().map_err(|problem| match problem.kind() {
        io::ErrorKind::NotFound => "npm is not installed; it fetches the font and htmx by the lock file.\n\
             On Debian and Ubuntu: apt-get install npm"
            .to_owned(),
        _ => format!("npm could not be started: {problem}"),
    })?;
    if !done.status.success() {
        let said = String::from_utf8_lossy(&done.stderr);
        return Err(format!("npm ci failed in {}:\n{said}", assets.display()).into());
    }
    fs::write(stamp, lock)?;
    Ok(())
}

/// The static files made so far.
struct Made {
    folder: PathBuf,
    /// Logical name, and the name with the hash.
    files: BTreeMap<String, String>,
}

impl Made {
    fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        let (stem, kind) = name.rsplit_once('.').ok_or("a static file without a kind")?;
        let hashed = format!("{stem}-{}.{kind}", hash(bytes).get(..10).unwrap_or_default());
        fs::write(self.folder.join(&hashed), bytes)?;
        if compressible(kind) {
            fs::write(self.folder.join(format!("{hashed}.br")), brotli(bytes)?)?;
            fs::write(self.folder.join(format!("{hashed}.gz")), gzip(bytes)?)?;
        }
        self.files.insert(name.to_owned(), hashed);
        Ok(())
    }

    /// All style sheets in the order of their numbers; `asset:NAME` becomes the hashed name.
    fn styles(&self, folder: &Path) -> Result<String, Failure> {
        let mut joined = String::new();
        for path in listed(folder)? {
            joined.push_str(&fs::read_to_string(path)?);
        }
        let mut styles = squeezed(&with_machine_dark(&joined)?);
        for (name, hashed) in &self.files {
            styles = styles.replace(&format!("asset:{name}"), hashed);
        }
        match styles.find("asset:") {
            Some(at) => Err(format!(
                "the styles name a file that is not there: {}",
                styles.get(at..at + 40).unwrap_or_default()
            )
            .into()),
            None => Ok(styles),
        }
    }

    /// Own modules, those without an import first, so that an import can name the hash of what it imports.
    fn modules(&mut self, folder: &Path) -> Result<(), Failure> {
        let mut left: Vec<(String, String)> = Vec::new();
        for path in listed(folder)? {
            left.push((file_name(&path), fs::read_to_string(&path)?));
        }
        while !left.is_empty() {
            let before = left.len();
            let mut waiting = Vec::new();
            for (name, mut text) in left {
                let imports = imports(&text);
                if imports.iter().all(|import| self.files.contains_key(import)) {
                    for import in imports {
                        let hashed = self.files.get(&import).map_or(import.as_str(), String::as_str);
                        text = text.replace(&format!("\"./{import}\""), &format!("\"./{hashed}\""));
                    }
                    self.add(&name, text.as_bytes())?;
                } else {
                    waiting.push((name, text));
                }
            }
            left = waiting;
            if left.len() == before {
                let names: Vec<&str> = left.iter().map(|(name, _)| name.as_str()).collect();
                return Err(
                    format!("modules that import each other, or what is not there: {}", names.join(", ")).into()
                );
            }
        }
        Ok(())
    }

    /// Rust source: one `Asset` a file, its content included in the binary.
    fn table(&self) -> String {
        let mut source =
            String::from("/// Every static file, by logical name in order.\npub static ASSETS: &[Asset] = &[\n");
        for (name, hashed) in &self.files {
            let kind = name.rsplit('.').next().unwrap_or_default();
            let include = |end: &str| format!("include_bytes!({:?})", self.folder.join(format!("{hashed}{end}")));
            let packed =
                |end: &str| if compressible(kind) { format!("Some({})", include(end)) } else { "None".to_owned() };
            source.push_str(&format!(
                "    Asset {{ name: {name:?}, path: {hashed:?}, mime: {:?}, plain: {}, br: {}, gz: {} }},\n",
                mime(kind),
                include(""),
                packed(".br"),
                packed(".gz"),
            ));
        }
        source.push_str("];\n");
        source
    }
}

/// The dark tokens are written once, and serve both the chosen theme and a machine that is set to dark. (The function
/// `light-dark()` would say it in place, but the browsers of old computers in the districts don't know it.)
fn with_machine_dark(styles: &str) -> Result<String, Failure> {
    const CHOSEN: &str = ":root[data-theme=\"dark\"]";
    let end = styles.find("/* end dark-tokens */").ok_or("the styles lack the end of the dark tokens")?;
    let start = styles.find("/* dark-tokens").ok_or("the styles lack the dark tokens")?;
    let block = styles.get(start..end).ok_or("the dark tokens end before they begin")?;
    let machine = block.replace(CHOSEN, ":root:not([data-theme])");
    let (before, after) = styles.split_at(end);
    Ok(format!("{before}\n@media (prefers-color-scheme: dark) {{{machine}}}\n{after}"))
}

/// Comments and indentation left out.
fn squeezed(styles: &str) -> String {
    let mut plain = String::with_capacity(styles.len());
    let mut rest = styles;
    while let Some((before, comment)) = rest.split_once("/*") {
        plain.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    plain.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Names in `from "./x.js"` and `import("./x.js")`.
fn imports(text: &str) -> Vec<String> {
    let mut names: Vec<String> =
        text.split("\"./").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect();
    names.sort();
    names.dedup();
    names
}

/// The map of a minified script is not served, so the line that names it goes too.
fn without_map(script: &[u8]) -> Vec<u8> {
    let lines = script.split(|byte| *byte == b'\n');
    lines.filter(|line| !line.starts_with(b"//# sourceMappingURL")).collect::<Vec<_>>().join(&b'\n')
}

/// The content of a file, or what is wrong with it by name.
fn content(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|problem| format!("{}: {problem}", path.display()).into())
}

fn listed(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, io::Error>>()?;
    paths.sort();
    Ok(paths)
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn hash(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

fn compressible(kind: &str) -> bool {
    kind != "woff2"
}

fn mime(kind: &str) -> &'static str {
    match kind {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>, io::Error> {
    let mut packed = Vec::new();
    let best =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    brotli::BrotliCompress(&mut io::Cursor::new(bytes), &mut packed, &best)?;
    Ok(packed)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>, io::Error> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(bytes)?;
    packed.finish()
}
