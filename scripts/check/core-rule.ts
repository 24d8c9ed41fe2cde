import type { ImportUse } from "./rule.ts";

/** These face the outside: one file beside the folders knows them, and nobody else. */
const outermost: Readonly<Record<string, string>> = { cli: "run.ts", console: "serve.ts", http: "serve.ts" };

/** What commands may have of the files beside the folders: they read the settings that the server reads. */
const forCommands = new Set(["src/serve-settings.ts", "src/version.ts"]);

/** Inside the core: `connector/` is pure, a folder's `index.ts` is its door, and nothing but `serve.ts` knows everything. */
export function coreRule({ place, specifier, typeOnly, target }: ImportUse): string | undefined {
  if (place.layer !== "core" || !place.inner.startsWith("src/")) return undefined;
  const from = concernOf(place.inner);
  if (target === undefined) {
    const pure = from !== "connector" || place.isTest || typeOnly || /^zod(?:\/|$)/.test(specifier);
    return pure
      ? undefined
      : `"${specifier}": connector/ is pure, it imports zod and types only. Do this in another folder.`;
  }
  const inner = target.slice(place.home.length + 1);
  const to = concernOf(inner);
  if (to === from) return undefined;
  if (to === undefined) {
    // The files beside the folders put the folders together; the package's door may name any of them.
    if (from === undefined || place.isTest || (from === "cli" && forCommands.has(inner))) return undefined;
    return `"${specifier}" points up to what puts the folders together: pass in what ${from}/ needs.`;
  }
  if (inner !== `src/${to}/index.ts`) {
    return `"${specifier}" goes past the door of ${to}/: import ${to}/index.ts, and export it there if others need it.`;
  }
  if (from === "connector" && !place.isTest) {
    return `"${specifier}": connector/ imports nothing of the core. Move the type into connector/, or this code out of it.`;
  }
  const importer = outermost[to];
  if (importer !== undefined && place.inner !== `src/${importer}` && !place.isTest) {
    return `"${specifier}": ${to}/ is imported by ${importer} alone. Hand what is needed in from there.`;
  }
  return undefined;
}

/** The folder of `src` that a file is in; undefined for the files beside the folders. */
function concernOf(inner: string): string | undefined {
  const [, concern, ...rest] = inner.split("/");
  return rest.length > 0 ? concern : undefined;
}
