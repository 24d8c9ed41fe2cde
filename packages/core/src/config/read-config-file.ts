import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { ConfigError } from "./config-error.ts";
import { jsonErrorPosition } from "./json-error-position.ts";

/** The configuration file, parsed and not yet checked. */
export interface ConfigFile {
  path: string;
  value: unknown;
}

/**
 * Reads `fairlead.json` of a folder, or the file that `FAIRLEAD_CONFIG` names.
 *
 * @returns undefined when nothing is named and the folder has none.
 * @throws ConfigError when the file cannot be read, or is not JSON: with line and column.
 */
export function readConfigFile(
  env: Readonly<Record<string, string | undefined>>,
  folder: string,
): ConfigFile | undefined {
  const named = env["FAIRLEAD_CONFIG"]?.trim() || undefined;
  const path = resolve(folder, named ?? "fairlead.json");
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
    if (named === undefined && code === "ENOENT") return undefined;
    const where = named === undefined ? path : "FAIRLEAD_CONFIG";
    throw new ConfigError([
      { where, found: `${path}, which cannot be read (${code})`, accepts: "the path of a JSON file" },
    ]);
  }
  return { path, value: parse(text.replace(/^\uFEFF/, ""), path) };
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const { line, column, expected } = jsonErrorPosition(text) ?? { line: 1, column: 1, expected: "JSON" };
    throw new ConfigError([
      { where: `${path}:${line}:${column}`, advice: `is not valid JSON here: expected ${expected}.` },
    ]);
  }
}
