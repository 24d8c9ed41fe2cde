import { join } from "node:path";
import { createConnector } from "./create-connector.ts";
import { NameError } from "./name-error.ts";

/** `pnpm create-connector <name>`: a package that passes the contract suite, to be changed from there. */
const root = join(import.meta.dirname, "../../..");
const [name, ...more] = process.argv.slice(2);

if (name === undefined || name.startsWith("-") || more.length > 0) {
  process.stderr.write("Usage: pnpm create-connector <name>\n");
  process.exit(64);
}
try {
  const { files } = createConnector(root, name);
  process.stdout.write(`apps/${name} is there: ${files.length} files, for an API that does not exist.

Its tests, on the stand-in that came with it:   npx -y pnpm@12 test apps/${name}
What to change, and in which order:             docs/contribute/README.md
`);
} catch (error) {
  if (!(error instanceof NameError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
