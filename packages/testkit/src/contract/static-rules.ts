import { connectorNamesAreGood } from "./rules/connector-names.ts";
import { contentsExist, surroundingsBelong, surroundingsFit } from "./rules/contents.ts";
import { inputsAreGood, listsHavePages } from "./rules/inputs.ts";
import { namesAreGood } from "./rules/names.ts";
import { dangerAsks, outputsAreObjects } from "./rules/outputs.ts";
import type { Rule } from "./rules/problem.ts";
import { settingsAreGood } from "./rules/settings.ts";

/** DESIGN §2 as far as a declaration shows it, by what a reader would call each rule. */
export const staticRules: Readonly<Record<string, Rule>> = {
  "connector, vendor and toolsets have names that fit": connectorNamesAreGood,
  "settings are documented, and secrets secret": settingsAreGood,
  "tools are named verb_noun, described, and do one thing": namesAreGood,
  "inputs are flat and every field is described": inputsAreGood,
  "lists take limit and cursor": listsHavePages,
  "every output is an object with facts": outputsAreObjects,
  "deletions and merges ask first": dangerAsks,
  "the table of contents names only what exists": contentsExist,
  "resources and prompts belong to a toolset": surroundingsBelong,
  "resources, prompts and completions fit together": surroundingsFit,
};
