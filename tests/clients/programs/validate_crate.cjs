// Runs where npm's ro-crate is installed: validates a crate with its files, prints what is wrong.
// Arguments: the folder with node_modules, the crate's folder. Exit 1 on an error or a warning.
const fs = require("node:fs");
const path = require("node:path");
const { createRequire } = require("node:module");

const [installed, folder] = process.argv.slice(2);
const load = createRequire(path.join(path.resolve(installed), "program.js"));
const context = load("ro-crate/lib/context.json");
const URL = "https://w3id.org/ro/crate/1.2/context";

// the library would ask the web for the context that it carries itself
globalThis.fetch = async (url) => {
  if (String(url) !== URL) throw new Error(`not to be fetched: ${url}`);
  return new Response(JSON.stringify(context));
};
const { validate } = load("ro-crate/lib/validator.js");

const files = Object.fromEntries(
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)))
    .map((name) => [name, { exists: true }]),
);
const text = fs.readFileSync(path.join(folder, "ro-crate-metadata.json"), "utf8");
validate(text, files).then((results) => {
  // the checksums hash the crate itself, so the crate cannot list them
  const wrong = results.filter(
    (result) => result.status !== "success" && result.entity !== "SHA256SUMS",
  );
  console.log(JSON.stringify({ checks: results.length, wrong }, null, 1));
  process.exit(wrong.length ? 1 : 0);
});
