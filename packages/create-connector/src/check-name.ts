import { compileFunction } from "node:vm";
import { coreSettings } from "@fairlead/core";
import { NameError } from "./name-error.ts";

/** It stands in file names, variables and URLs: `acme`, `ACME_TOKEN`, `/acme/mcp`. */
const NAME = /^[a-z][a-z0-9]{1,29}$/;

/**
 * Whether a connector can be called that: its name becomes a variable beside those of the template, and a section beside
 * those of the core's settings.
 *
 * @throws NameError for what cannot be one.
 */
export function checkName(name: string, template: readonly [path: string, text: string][]): void {
  if (!NAME.test(name)) {
    throw new NameError(`"${name}" cannot be a connector's name: small letters and digits, a letter first, up to 30.`);
  }
  if (isReserved(name)) throw new NameError(`"${name}" is a word of the language: choose another name.`);
  if (Object.hasOwn(coreSettings.shape, name)) {
    throw new NameError(`"${name}" is a section of the settings already: choose another name.`);
  }
  const word = new RegExp(`\\b${name}\\b`);
  if (name !== "acme" && template.some(([path, text]) => path.endsWith(".ts") && word.test(text))) {
    throw new NameError(`"${name}" means something else in a connector's files: choose another name.`);
  }
}

/** Compiles, and does not run, what a connector's module will say. */
function isReserved(name: string): boolean {
  try {
    compileFunction(`async () => { "use strict"; const ${name} = 0; }`);
    return false;
  } catch {
    return true;
  }
}
