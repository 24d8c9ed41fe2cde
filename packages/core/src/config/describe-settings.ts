import type { z } from "zod";
import { acceptedValues } from "./accepted-values.ts";
import { settingFields, settingTree } from "./setting-tree.ts";

/** One row of the settings reference. */
export interface SettingRow {
  name: string;
  env: string | undefined;
  /** Other names of that variable. */
  aliases: readonly string[];
  accepts: string;
  /** As it would be written in the environment; undefined where there is none. */
  default: string | undefined;
  description: string;
  secret: boolean;
}

/** The settings of a schema as documentation shows them, in the order in which they are declared. */
export function describeSettings(schema: z.ZodObject): SettingRow[] {
  return [...settingFields(settingTree(schema))].map(
    ({ name, env, aliases, description, secret, initial, schema: json }) => ({
      name,
      env,
      aliases,
      accepts: acceptedValues(json),
      default: secret ? undefined : written(initial),
      description,
      secret,
    }),
  );
}

function written(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (Array.isArray(value)) return value.join(",") || undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}
