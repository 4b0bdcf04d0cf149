// Runs where npm's ajv and ajv-formats are installed: descriptors against a JSON Schema.
// Arguments: the folder with node_modules, the schema, packages. One line of JSON for each package.
const fs = require("node:fs");
const path = require("node:path");
const { createRequire } = require("node:module");

const [installed, schema, ...packages] = process.argv.slice(2);
const load = createRequire(path.join(path.resolve(installed), "program.js"));
const { Ajv } = load("ajv");
const ajv = new Ajv({ allErrors: true, strict: false });
load("ajv-formats")(ajv);
const read = (name) => JSON.parse(fs.readFileSync(name, "utf8"));
const validate = ajv.compile(read(schema));

for (const folder of packages) {
  validate(read(path.join(folder, "datapackage.json")));
  const complaints = (validate.errors ?? []).map((each) => `${each.instancePath} ${each.message}`);
  console.log(JSON.stringify({ package: folder, complaints }));
}
