import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { manifest } from "./manifest.ts";
import { NameError } from "./name-error.ts";
import { renamed } from "./renamed.ts";

const TEMPLATE = join(import.meta.dirname, "../template");
/** It stands in file names, variables and URLs: `acme`, `ACME_TOKEN`, `/acme/mcp`. */
const NAME = /^[a-z][a-z0-9]{1,29}$/;

/**
 * Makes the package of a new connector at `apps/<name>`.
 *
 * @param root the repository's folder
 * @returns its files, as paths from there
 * @throws NameError for a name that is taken, or that no connector can have; nothing is written then.
 */
export function createConnector(root: string, name: string): { files: readonly string[] } {
  if (!NAME.test(name)) {
    throw new NameError(`"${name}" cannot be a connector's name: small letters and digits, a letter first, up to 30.`);
  }
  for (const taken of [`apps/${name}`, `packages/${name}`, name]) {
    if (existsSync(join(root, taken))) throw new NameError(`There is ${taken} already: choose another name.`);
  }
  const texts = new Map([...manifest(name), ...templateFiles(name)]);
  for (const [path, text] of texts) {
    const file = join(root, "apps", name, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return { files: [...texts.keys()].map((path) => `apps/${name}/${path}`).toSorted() };
}

function templateFiles(name: string): [path: string, text: string][] {
  return readdirSync(TEMPLATE, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name: file }): [string, string] => {
      const path = join(parentPath, file)
        .slice(TEMPLATE.length + 1)
        .replaceAll("\\", "/");
      return [renamed(path, name), renamed(readFileSync(join(parentPath, file), "utf8"), name)];
    });
}
