import { z } from "zod";
import type { AnyReach, Connector } from "../connector/index.ts";
import type { AllowRule } from "./allow-list.ts";
import { isPattern } from "./is-pattern.ts";

/**
 * A connector's settings: the vendor's own and, where it has declared what they name, the two allow-lists.
 *
 * @returns The schema of the section under the connector's name.
 */
export function connectorSettings({ name, vendor, reach }: Connector): z.ZodObject {
  if (reach === undefined) return vendor.settings;
  const { many, example } = reach;
  const patterns = z.array(z.string().refine((text) => isPattern(text, reach))).optional();
  const accepts = `a comma-separated list of ${many} and patterns, such as ${example}`;
  const [reading, writing] = listNames(name, reach);
  return vendor.settings.extend({
    [reading.field]: patterns.meta({
      env: reading.env,
      accepts,
      description: `Only these ${many} may be reached. \`*\` stands for any text within a name's part, \`**\` for any parts; \`!\` before a pattern takes out again. Without it, all that the account sees.`,
    }),
    [writing.field]: patterns.meta({
      env: writing.env,
      accepts,
      description: `Only these ${many} may be changed, as far as they may be reached at all.`,
    }),
  });
}

/** The operator's lists, as read from those settings. */
export function operatorRules(connector: Connector, settings: Readonly<Record<string, unknown>>): AllowRule[] {
  if (connector.reach === undefined) return [];
  const [reading, writing] = listNames(connector.name, connector.reach);
  const lists = [
    { ...reading, access: "read" },
    { ...writing, access: "write" },
  ] as const;
  return lists.flatMap(({ field, env, access }): AllowRule[] => {
    const patterns = settings[field] as readonly string[] | undefined;
    return patterns === undefined ? [] : [{ by: "operator", name: env, access, patterns }];
  });
}

interface ListName {
  field: string;
  env: string;
}

function listNames(connector: string, { many }: AnyReach): [reading: ListName, writing: ListName] {
  const capital = many.charAt(0).toUpperCase() + many.slice(1);
  return [
    { field: many, env: `${connector}_${many}`.toUpperCase() },
    { field: `write${capital}`, env: `${connector}_WRITE_${many}`.toUpperCase() },
  ];
}
