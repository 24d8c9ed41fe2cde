import type * as fileSystem from "node:fs";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createConnector } from "./create-connector.ts";

/** Files that the disk still has room for. */
let room = Infinity;
vi.mock("node:fs", async (importOriginal) => {
  const fs = await importOriginal<typeof fileSystem>();
  return {
    ...fs,
    writeFileSync: (path: string, text: string) => {
      if (room === 0) throw new Error("ENOSPC");
      room -= 1;
      fs.writeFileSync(path, text);
    },
  };
});

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "create-connector-"));
  room = Infinity;
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

test.each([
  ["Linear"],
  ["two-words"],
  ["x"],
  ["1st"],
  ["../up"],
  // Words of the language, sections of the settings, variables of the template.
  ["delete"],
  ["await"],
  ["limits"],
  ["policy"],
  ["resources"],
  ["run"],
  ["client"],
  ["uri"],
])("%j is refused as a name", (name) => {
  expect(() => createConnector(root, name)).toThrow(expect.objectContaining({ code: "name_refused" }));
  expect(readdirSync(root)).toEqual([]);
});

test.each([["apps/linear"], ["packages/linear"], ["linear"]])("where there is %s, nothing is written", (taken) => {
  mkdirSync(join(root, taken), { recursive: true });
  expect(() => createConnector(root, "linear")).toThrow(`There is ${taken} already`);
  expect(readdirSync(join(root, taken))).toEqual([]);
});

test("where not everything can be written, nothing stays", () => {
  room = 5;
  expect(() => createConnector(root, "linear")).toThrow("ENOSPC");
  expect(readdirSync(join(root, "apps"))).toEqual([]);
  room = Infinity;
  expect(createConnector(root, "linear").files.length).toBeGreaterThan(5);
});
