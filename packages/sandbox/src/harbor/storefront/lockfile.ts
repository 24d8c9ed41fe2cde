import { createHash } from "node:crypto";

const SCOPES = ["", "", "", "@vitest/", "@rollup/", "@babel/", "@types/"];
const FIRST = ["fast", "tiny", "micro", "safe", "deep", "lazy", "flat", "node", "pure", "quick"];
const SECOND = [
  "glob",
  "merge",
  "queue",
  "parse",
  "stream",
  "clone",
  "color",
  "cache",
  "match",
  "split",
  "walk",
  "yaml",
];

interface Locked {
  version: string;
  resolved: string;
  integrity: string;
  dev?: true;
}

function locked(name: string, version: string): Locked {
  const integrity = `sha512-${createHash("sha512").update(`${name}@${version}`).digest("base64")}`;
  const file = name.slice(name.indexOf("/") + 1);
  return {
    version,
    resolved: `https://packages.harbor.example/${name}/-/${file}-${version}.tgz`,
    integrity,
    dev: true,
  };
}

/** A lockfile of 300 packages; a higher generation has newer versions of every second one. */
export function lockfile(version: string, generation: number): string {
  const packages: Record<string, unknown> = { "": { name: "storefront", version, license: "UNLICENSED" } };
  for (let index = 0; index < 300; index++) {
    const name = `${SCOPES[index % SCOPES.length]}${FIRST[index % FIRST.length]}-${SECOND[Math.floor(index / 10) % SECOND.length]}-${index}`;
    const minor = (index % 7) + (index % 2 === 0 ? generation : 0);
    packages[`node_modules/${name}`] = locked(name, `${1 + (index % 5)}.${minor}.${index % 4}`);
  }
  return `${JSON.stringify({ name: "storefront", version, lockfileVersion: 3, requires: true, packages }, null, 2)}\n`;
}
