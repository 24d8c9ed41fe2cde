import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createConnector } from "./create-connector.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "create-connector-"));
});
afterEach(() => rmSync(root, { recursive: true }));

const text = (path: string) => readFileSync(join(root, path), "utf8");

test("makes a package whose names are all its own", () => {
  const { files } = createConnector(root, "linear");
  expect(files).toContain("apps/linear/src/client/linear-client.ts");
  for (const file of files) expect(`${file} ${text(file)}`).not.toMatch(/acme/i);
  expect(text("apps/linear/src/connector.ts")).toContain('export const linear = defineConnector({\n  name: "linear"');
  expect(text("apps/linear/src/settings.ts")).toContain('env: "LINEAR_TOKEN"');
});

test("imports lead to files that are there, or to what the package names", () => {
  const { files } = createConnector(root, "linear");
  const { dependencies, devDependencies } = JSON.parse(text("apps/linear/package.json")) as Record<string, object>;
  const packages = Object.keys({ ...dependencies, ...devDependencies });
  for (const file of files.filter((each) => each.endsWith(".ts"))) {
    for (const [, target = ""] of text(file).matchAll(/ from "([^"]+)"/g)) {
      if (target.startsWith(".")) expect(files).toContain(join(file, "..", target));
      else if (!target.startsWith("node:") && target !== "vitest") expect(packages).toContain(target);
    }
  }
});

test.each([["Linear"], ["two-words"], ["x"], ["1st"], ["../up"]])("%j is refused as a name", (name) => {
  expect(() => createConnector(root, name)).toThrow(expect.objectContaining({ code: "name_refused" }));
  expect(readdirSync(root)).toEqual([]);
});

test.each([["apps/linear"], ["packages/linear"], ["linear"]])("where there is %s, nothing is written", (taken) => {
  mkdirSync(join(root, taken), { recursive: true });
  expect(() => createConnector(root, "linear")).toThrow(`There is ${taken} already`);
  expect(readdirSync(join(root, taken))).toEqual([]);
});
