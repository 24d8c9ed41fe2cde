import type { z } from "zod";
import { acceptedValues } from "./accepted-values.ts";
import { ConfigError, type SettingProblem } from "./config-error.ts";
import { mergeSources, type Written } from "./merge-sources.ts";
import { settingFields, settingTree, type SettingField } from "./setting-tree.ts";
import { shownValue } from "./shown-value.ts";

/** Where settings are written. The environment wins over the file. */
export interface SettingSources {
  env: Readonly<Record<string, string | undefined>>;
  /** The parsed configuration file, or the section of it that belongs to the schema. */
  file?: unknown;
  /** What errors call the file. */
  fileName?: string;
}

/**
 * Reads settings by any nested object schema whose fields carry `.meta({ env, description })`.
 *
 * @throws ConfigError that lists every wrong setting, and every key of the file that is none.
 */
export function loadSettings<S extends z.ZodObject>(schema: S, sources: SettingSources): z.output<S> {
  const fileName = sources.fileName ?? "fairlead.json";
  const tree = settingTree(schema);
  const { input, written, problems } = mergeSources(tree, { env: sources.env, file: sources.file, fileName });

  const parsed = schema.safeParse(input);
  if (parsed.success && problems.length === 0) return parsed.data;

  const fields = new Map([...settingFields(tree)].map((field) => [field.name, field]));
  const wrong = parsed.success ? [] : wrongSettings(parsed.error.issues, fields, written, fileName);
  throw new ConfigError([...problems, ...wrong]);
}

function wrongSettings(
  issues: readonly z.core.$ZodIssue[],
  fields: ReadonlyMap<string, SettingField>,
  written: ReadonlyMap<string, Written>,
  fileName: string,
): SettingProblem[] {
  const problems = new Map<string, SettingProblem>();
  for (const issue of issues) {
    const field = fieldAt(issue.path, fields);
    const name = field?.name ?? issue.path.join(".");
    if (problems.has(name)) continue;
    problems.set(
      name,
      field === undefined
        ? { where: name === "" ? "The settings together" : name, advice: issue.message }
        : {
            where: whereText(field, written.get(name), fileName),
            found: shownValue(written.get(name)?.value, field.secret),
            accepts: acceptedValues(field.schema),
            ...ownWords(issue),
          },
    );
  }
  return [...problems.values()];
}

/** What a connector's own check says is wrong, where it says anything. */
function ownWords({ code, message }: z.core.$ZodIssue): Pick<SettingProblem, "advice"> {
  if (code !== "custom" || message === "Invalid input") return {};
  const begun = message.charAt(0).toUpperCase() + message.slice(1);
  return { advice: /[.!?]$/.test(begun) ? begun : `${begun}.` };
}

/** An issue may lie inside a field: in the third item of a list. */
function fieldAt(path: readonly PropertyKey[], fields: ReadonlyMap<string, SettingField>): SettingField | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const field = fields.get(path.slice(0, length).join("."));
    if (field !== undefined) return field;
  }
  return undefined;
}

function whereText({ env, name }: SettingField, written: Written | undefined, fileName: string): string {
  if (env === undefined) return `${name} in ${fileName}`;
  return written?.from === "file" ? `${name} in ${fileName} (or ${env})` : `${env} (or ${name} in ${fileName})`;
}
