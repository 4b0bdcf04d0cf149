// Runs where npm's datapackage is installed: the descriptor, every cell, every reference.
// Arguments: the folder with node_modules, packages. One line of JSON for each package.
const path = require("node:path");
const { createRequire } = require("node:module");

const [installed, ...packages] = process.argv.slice(2);
const load = createRequire(path.join(path.resolve(installed), "program.js"));
const { Package } = load("datapackage");
const { Table } = load("tableschema");

// `Resource.read` takes the byte order mark of the tables for spreadsheets for a part of their first
// column, and no property of a descriptor changes that; the library below it has an option for the mark.
async function marked(resource, folder) {
  const { path: file, schema } = resource.descriptor;
  const table = await Table.load(path.join(folder, file), { schema, bom: true });
  return table.read();
}

async function related(resource) {
  const rows = await resource.read({ relations: true });
  await resource.checkRelations();
  return rows;
}

async function complaints(folder) {
  const read = await Package.load(path.join(folder, "datapackage.json"));
  if (!read.valid) return read.errors.map(String);
  const wrong = [];
  for (const resource of read.resources) {
    const { rows: stated, layer } = resource.descriptor;
    const rows = await (layer === "readable" ? marked(resource, folder) : related(resource));
    if (rows.length !== stated) wrong.push(`${resource.name}: ${rows.length} rows`);
  }
  return wrong;
}

function told(error) {
  return (error.errors?.length ? error.errors : [error]).map(String);
}

// a file that is missing is an error of a stream to which the library does not listen
function crash() {
  process.removeAllListeners("uncaughtException");
  return new Promise((_, reject) => process.once("uncaughtException", reject));
}

(async () => {
  for (const folder of packages) {
    const found = await Promise.race([complaints(folder), crash()]).catch(told);
    console.log(JSON.stringify({ package: folder, complaints: found }));
  }
})();
