import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { connectorRule } from "./connector-rule.ts";
import { coreRule } from "./core-rule.ts";
import { importsOf } from "./imports.ts";
import { layerRule } from "./layer-rule.ts";
import { placeOf } from "./place.ts";
import type { Problem } from "./problem.ts";
import type { Rule } from "./rule.ts";
import { sourceFiles } from "./source-files.ts";

const rules: readonly Rule[] = [layerRule, connectorRule, coreRule];

/** Holds every import in the workspace to "Dependencies run one way"; `root` is the repository's folder. */
export function checkBoundaries(root: string): Problem[] {
  const problems: Problem[] = [];
  for (const file of sourceFiles(root)) {
    const place = placeOf(file);
    if (!place) continue;
    const imports = importsOf(file, readFileSync(`${root}/${file}`, "utf8"));
    if (!imports) problems.push({ file, message: "cannot be parsed: see what the type check says of it." });
    for (const { specifier, line, typeOnly } of imports ?? []) {
      const target = specifier.startsWith(".") ? posix.join(posix.dirname(file), specifier) : undefined;
      const message = rules.map((rule) => rule({ file, place, specifier, typeOnly, target })).find(Boolean);
      if (message) problems.push({ file, line, message });
    }
  }
  return problems;
}
