import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { checkName } from "./check-name.ts";
import { manifest } from "./manifest.ts";
import { NameError } from "./name-error.ts";
import { renamed } from "./renamed.ts";

const TEMPLATE = join(import.meta.dirname, "../template");

/**
 * Makes the package of a new connector at `apps/<name>`.
 *
 * @param root the repository's folder
 * @returns its files, as paths from there
 * @throws NameError for a name that is taken, or that no connector can have. Whatever it throws, nothing is left of it.
 */
export function createConnector(root: string, name: string): { files: readonly string[] } {
  const template = templateFiles();
  checkName(name, template);
  for (const taken of [`apps/${name}`, `packages/${name}`, name]) {
    if (existsSync(join(root, taken))) throw new NameError(`There is ${taken} already: choose another name.`);
  }
  const texts = new Map([
    ...manifest(name),
    ...template.map(([path, text]): [string, string] => [renamed(path, name), renamed(text, name)]),
  ]);
  const folder = join(root, "apps", name);
  try {
    for (const [path, text] of texts) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return { files: [...texts.keys()].map((path) => `apps/${name}/${path}`).toSorted() };
}

function templateFiles(): [path: string, text: string][] {
  return readdirSync(TEMPLATE, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name: file }): [string, string] => {
      const path = join(parentPath, file)
        .slice(TEMPLATE.length + 1)
        .replaceAll("\\", "/");
      return [path, readFileSync(join(parentPath, file), "utf8")];
    });
}
