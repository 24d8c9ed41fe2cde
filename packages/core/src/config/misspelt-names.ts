import type { z } from "zod";
import { editDistance } from "../connector/index.ts";
import { settingFields, settingTree } from "./setting-tree.ts";

/** A variable that is no setting, and the setting that was most likely meant. */
export interface Misspelt {
  written: string;
  meant: string;
}

/** Two letters that changed places, or one that is missing: more is another program's variable. */
const SLIPS = 2;

/**
 * The variables of an environment that are nearly a setting: they would be ignored without a word. What another program
 * may have set (`GITHUB_ACTIONS`, `OTEL_TRACES_SAMPLER`) is left alone.
 */
export function misspeltNames(schema: z.ZodObject, env: Readonly<Record<string, string | undefined>>): Misspelt[] {
  const known = [...settingFields(settingTree(schema))].flatMap(({ env: name, aliases }) =>
    name === undefined ? [] : [name, ...aliases],
  );
  const unset = known.filter((name) => (env[name] ?? "") === "");
  return Object.keys(env)
    .filter((written) => !known.includes(written))
    .flatMap((written) => {
      const meant = unset.find((name) => prefixOf(name) === prefixOf(written) && isNear(written, name));
      return meant === undefined ? [] : [{ written, meant }];
    });
}

/** `GITHUB` of `GITHUB_TOKEN`: whoever gets that wrong as well may have meant anything. */
function prefixOf(name: string): string {
  return name.slice(0, Math.max(0, name.indexOf("_"))).toUpperCase();
}

function isNear(written: string, name: string): boolean {
  return prefixOf(name) !== "" && editDistance(plain(written), plain(name)) <= SLIPS;
}

function plain(name: string): string {
  return name.slice(0, 64).toUpperCase().replaceAll("_", "");
}
