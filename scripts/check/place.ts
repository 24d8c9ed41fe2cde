export type Layer =
  | "hub"
  | "connector"
  | "fixture"
  | "core"
  | "domain"
  | "sandbox"
  | "testkit"
  | "generator"
  | "bench"
  | "scripts";

/** Where a file stands in the tree. */
export interface Place {
  readonly layer: Layer;
  /** The folder of its package: `apps/github`. */
  readonly home: string;
  /** The rest of its path: `src/vendor.ts`. */
  readonly inner: string;
  /** Runs in tests only: they may reach for stand-ins and test clients. */
  readonly isTest: boolean;
}

const layers: Readonly<Record<string, Layer>> = {
  "apps/hub": "hub",
  "apps/conformance-fixture": "fixture",
  "packages/core": "core",
  "packages/domain": "domain",
  "packages/sandbox": "sandbox",
  "packages/testkit": "testkit",
  "packages/create-connector": "generator",
  bench: "bench",
  scripts: "scripts",
};

/** The place of a file, given as a path from the root; undefined where no rule holds. */
export function placeOf(file: string): Place | undefined {
  const [first = "", second = ""] = file.split("/");
  const home = first === "apps" || first === "packages" ? `${first}/${second}` : first;
  const layer = layers[home] ?? (first === "apps" ? "connector" : undefined);
  if (!layer) return undefined;
  const inner = file.slice(home.length + 1);
  return { layer, home, inner, isTest: /\.test\.ts$|(?:^|\/)(?:test|testing|fixtures)\//.test(inner) };
}

/** The layer of a workspace package, by its name; undefined for any other. */
export function layerOfPackage(name: string): Layer | undefined {
  const own = /^@fairlead\/([^/]+)/.exec(name)?.[1];
  if (own === undefined) return undefined;
  return layers[`apps/${own}`] ?? layers[`packages/${own}`] ?? layers[own] ?? "connector";
}
