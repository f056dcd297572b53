//! Embeds the built web client: writes a table of its files, each with its compressed neighbours. Without `web/dist` the table is empty. And says when this is built.

use std::{
    env,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

fn main() -> io::Result<()> {
    let server = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let web = server.join("../web");
    let dist = web.join("dist");
    println!("cargo:rerun-if-changed=build.rs");
    // A folder that is missing would make cargo build anew each time; its parent's listing changes when it appears.
    let watched = if dist.is_dir() { dist.clone() } else { web.join("package.json") };
    println!("cargo:rerun-if-changed={}", watched.display());
    let mut files = Vec::new();
    if dist.is_dir() {
        collect(&dist, &mut files)?;
    }
    files.sort();
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("built.rs"), format!("{}", built().as_millis()))?;
    fs::write(out.join("assets.rs"), table(&dist, &files)?)
}

/// When this is built, or when it is to be taken for it: so that the same source gives the same binary.
fn built() -> Duration {
    println!("cargo:rerun-if-env-changed=SOURCE_DATE_EPOCH");
    let told = env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok()).map(Duration::from_secs);
    told.unwrap_or_else(|| SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if path.is_dir() {
            collect(&path, files)?;
        } else if !hidden {
            files.push(path);
        }
    }
    Ok(())
}

fn table(dist: &Path, files: &[PathBuf]) -> io::Result<String> {
    let mut table = String::from("&[\n");
    for file in files.iter().filter(|file| !is_compressed(file)) {
        let path = file.strip_prefix(dist).map_err(io::Error::other)?.to_string_lossy().replace('\\', "/");
        let tag = fingerprint(&fs::read(file)?);
        let neighbour = |extension: &str| {
            let compressed = PathBuf::from(format!("{}.{extension}", file.display()));
            if compressed.is_file() { format!("Some(include_bytes!({compressed:?}))") } else { "None".to_owned() }
        };
        // Writing to a String cannot fail.
        let _ = writeln!(
            table,
            "Asset {{ path: {path:?}, tag: \"{tag:016x}\", plain: include_bytes!({file:?}), brotli: {}, gzip: {} }},",
            neighbour("br"),
            neighbour("gz")
        );
    }
    table.push(']');
    Ok(table)
}

fn is_compressed(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension == "br" || extension == "gz")
}

/// FNV-1a: tells versions of a file apart, nothing more.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
