import type { SettingProblem } from "./config-error.ts";
import { nearest } from "../connector/index.ts";
import { parseText } from "./parse-text.ts";
import { settingFields, type SettingField, type SettingSection } from "./setting-tree.ts";
import { shownValue } from "./shown-value.ts";

/** What was written for one setting, and where. */
export interface Written {
  from: "environment" | "file";
  value: unknown;
}

export interface Merged {
  /** Shaped as the schema wants it. */
  input: Record<string, unknown>;
  /** By the setting's name. */
  written: ReadonlyMap<string, Written>;
  /** What the schema cannot see: keys that nobody knows, sections that are no objects. */
  problems: readonly SettingProblem[];
}

/** Lays the environment over the file. */
export function mergeSources(
  tree: SettingSection,
  sources: { env: Readonly<Record<string, string | undefined>>; file: unknown; fileName: string },
): Merged {
  const { env, fileName } = sources;
  const problems: SettingProblem[] = [];
  const written = new Map<string, Written>();

  const mergeSection = (section: SettingSection, file: unknown): Record<string, unknown> | undefined => {
    const values = fileValues(section, file);
    const input: Record<string, unknown> = {};
    for (const [key, child] of section.children) {
      const value = child.kind === "section" ? mergeSection(child, values[key]) : readField(child, values[key]);
      if (value !== undefined) input[key] = value;
    }
    return section.optional && Object.keys(input).length === 0 ? undefined : input;
  };

  const fileValues = (section: SettingSection, file: unknown): Record<string, unknown> => {
    if (file === undefined) return {};
    if (!isRecord(file)) {
      problems.push({
        where: section.name === "" ? fileName : `${section.name} in ${fileName}`,
        found: shownValue(file, true),
        accepts: `an object with ${[...section.children.keys()].join(", ")}`,
      });
      return {};
    }
    for (const key of Object.keys(file)) {
      if (section.children.has(key) || (section.name === "" && key === "$schema")) continue;
      const name = section.name === "" ? key : `${section.name}.${key}`;
      problems.push({ where: `${name} in ${fileName}`, advice: `is not a setting. ${suggestion(tree, section, key)}` });
    }
    return file;
  };

  const readField = (field: SettingField, fromFile: unknown): unknown => {
    const names = field.env === undefined ? [] : [field.env, ...field.aliases];
    // An empty variable is what `${NAME:-}` in a compose file leaves behind: nobody set anything.
    const fromEnv = names.map((name) => env[name]).find((text) => text !== undefined && text.trim() !== "");
    const useEnv = fromEnv !== undefined;
    const value = useEnv ? fromEnv : fromFile;
    if (value === undefined) return undefined;
    written.set(field.name, { from: useEnv ? "environment" : "file", value });
    return typeof value === "string" ? parseText(value, field.schema) : value;
  };

  return { input: mergeSection(tree, sources.file) ?? {}, written, problems };
}

function suggestion(tree: SettingSection, section: SettingSection, key: string): string {
  const near = nearest(key, section.children.keys());
  if (near !== undefined) return `Did you mean ${section.name === "" ? near : `${section.name}.${near}`}?`;
  const elsewhere = [...settingFields(tree)].find(({ name, env }) => env === key || name.endsWith(`.${key}`));
  if (elsewhere !== undefined) return `Did you mean ${elsewhere.name}?`;
  return `There are: ${[...section.children.keys()].join(", ")}.`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
