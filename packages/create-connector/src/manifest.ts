import { renamed } from "./renamed.ts";

const packageJson = {
  name: "@fairlead/acme",
  version: "0.1.0",
  description: "Acme connector: items for any MCP client",
  license: "Apache-2.0",
  type: "module",
  exports: { ".": "./src/connector.ts" },
  scripts: { dev: "node --watch src/main.ts", start: "node src/main.ts", types: "tsc -p ." },
  dependencies: { "@fairlead/core": "workspace:*", zod: "catalog:" },
  devDependencies: { "@fairlead/testkit": "workspace:*", "@types/node": "catalog:" },
};
const tsconfig = { extends: "../../tsconfig.base.json", include: ["."] };

/** What makes a folder a package. In the template, such files would be taken for what they say. */
export function manifest(name: string): [path: string, text: string][] {
  return [
    ["package.json", renamed(written(packageJson), name)],
    ["tsconfig.json", written(tsconfig).replace(/\[\s+"\."\s+\]/, '["."]')],
  ];
}

function written(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
