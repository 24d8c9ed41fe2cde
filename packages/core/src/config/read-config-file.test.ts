import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readConfigFile } from "./index.ts";
import { jsonErrorPosition } from "./json-error-position.ts";

describe("the configuration file", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "fairlead-config-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test("a folder without one is fine", () => {
    expect(readConfigFile({}, folder)).toBeUndefined();
  });

  test("fairlead.json of the folder, byte order mark or not", () => {
    writeFileSync(join(folder, "fairlead.json"), '\uFEFF{"port": 1}');
    expect(readConfigFile({}, folder)).toEqual({ path: join(folder, "fairlead.json"), value: { port: 1 } });
  });

  test("FAIRLEAD_CONFIG names another", () => {
    writeFileSync(join(folder, "other.json"), '{"port": 2}');
    expect(readConfigFile({ FAIRLEAD_CONFIG: "other.json" }, folder)?.value).toEqual({ port: 2 });
  });

  test("a named file must be there", () => {
    expect(() => readConfigFile({ FAIRLEAD_CONFIG: "gone.json" }, folder)).toThrow(
      /FAIRLEAD_CONFIG\n.*gone\.json, which cannot be read \(ENOENT\)/,
    );
  });

  test("a mistake is named by line and column, and nothing of the file is quoted", () => {
    writeFileSync(join(folder, "fairlead.json"), '{\n  "secret": "hunter2"\n  "port": 1\n}');
    expect(() => readConfigFile({}, folder)).toThrow(
      /fairlead\.json:3:3\n {4}is not valid JSON here: expected , or the closing bracket\.$/,
    );
    expect(() => readConfigFile({}, folder)).not.toThrow(/hunter2/);
  });
});

describe("where JSON stops being JSON", () => {
  test.each([
    ["", 1, 1, "a value"],
    ["{", 1, 2, 'a name in " or }'],
    ["[1,\n 2,\n]", 3, 1, "a value"],
    ['{"a":1,}', 1, 8, 'a name in "'],
    ['{"a" 1}', 1, 6, ":"],
    ["[1}", 1, 3, ", or the closing bracket"],
    ["01", 1, 2, "the end of the file"],
    ["// no\n1", 1, 1, "a value"],
    ['"a\nb"', 1, 1, "a value"],
  ])("%j at %i:%i", (text, line, column, expected) => {
    expect(jsonErrorPosition(text)).toEqual({ line, column, expected });
  });

  test("law: it finds a mistake exactly where JSON.parse does", () => {
    const pieces = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"a"',
      '"\\u12"',
      '"\\n"',
      "1",
      "-0.5e3",
      "-",
      "true",
      "nul",
      " ",
      "\n",
    );
    const damaged = fc.json().chain((json) => fc.nat(json.length).map((at) => json.slice(0, at) + json.slice(at + 1)));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(pieces).map((all) => all.join("")),
          fc.json(),
          damaged,
        ),
        (text) => {
          expect(jsonErrorPosition(text) === undefined).toBe(isJson(text));
        },
      ),
      { numRuns: 3000 },
    );
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
