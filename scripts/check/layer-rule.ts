import { type Layer, layerOfPackage } from "./place.ts";
import type { ImportUse } from "./rule.ts";

/** apps/hub → apps/<vendor> → packages/domain, packages/core; and what each layer's tests may reach for besides. */
const downward: Readonly<Record<Layer, readonly Layer[]>> = {
  hub: ["connector", "core", "domain"],
  connector: ["core", "domain"],
  fixture: ["core", "domain", "sandbox", "testkit"],
  core: [],
  domain: [],
  sandbox: ["core", "domain"],
  testkit: ["core", "domain", "sandbox"],
  generator: ["core", "domain"],
  bench: ["hub", "connector", "fixture", "core", "domain", "sandbox", "testkit"],
  scripts: ["hub", "connector", "fixture", "core", "domain", "sandbox", "testkit", "generator", "bench"],
};

/** Packages import one another by name, through their doors, and only downwards. */
export function layerRule({ place, specifier, target }: ImportUse): string | undefined {
  if (target !== undefined) {
    if (target.startsWith(`${place.home}/`)) return undefined;
    return `"${specifier}" leaves the package: import the other package by its name, through its door.`;
  }
  const layer = layerOfPackage(specifier);
  if (!layer) return undefined;
  if (/^@fairlead\/[^/]+\/src(?:\/|$)/.test(specifier)) {
    return `"${specifier}" goes past the package's door: import what its "exports" offer, or export it there.`;
  }
  if (isSelf(place.home, specifier) || downward[place.layer].includes(layer)) return undefined;
  if (layer === "sandbox" || layer === "testkit") {
    const mayHaveTests = place.isTest && place.layer !== "domain";
    if (mayHaveTests || (place.layer === "hub" && place.inner.startsWith("demo/"))) return undefined;
    return `"${specifier}" is for tests, the demo, bench and scripts: move this use there.`;
  }
  if (layer === "connector" && place.layer === "connector") {
    return `"${specifier}" is another connector: move what both know into packages/domain.`;
  }
  return `"${specifier}" points upwards: ${place.home} may import ${names(downward[place.layer])}. Move the code down, or pass it in.`;
}

function isSelf(home: string, specifier: string): boolean {
  return specifier.split("/")[1] === home.split("/").at(-1);
}

function names(layers: readonly Layer[]): string {
  return layers.length === 0 ? "no other package of the workspace" : layers.join(", ");
}
