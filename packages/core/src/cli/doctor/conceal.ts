import type { z } from "zod";
import { coreSettings, describeSettings, readConfigFile } from "../../config/index.ts";
import { redactText } from "../../observe/index.ts";
import { connectorSettings } from "../../policy/index.ts";
import type { CommandContext } from "../command.ts";

const SHORTEST = 6;
const OF_A_STORE = /^(?:postgres(?:ql)?|rediss?):$/;

/**
 * Takes out of a text what must not be printed: what looks like a secret, and what a secret setting was set to. Findings hold
 * none; this is for what drivers and servers write into their errors.
 *
 * @param more secrets that no setting has
 */
export function concealing(
  { connectors, env, folder }: Pick<CommandContext, "connectors" | "env" | "folder">,
  more: readonly string[],
): (text: string) => string {
  const schemas = Object.fromEntries(connectors.map((each) => [each.name, connectorSettings(each)]));
  const secret = describeSettings(coreSettings.extend(schemas as Record<string, z.ZodObject>)).filter(
    (row) => row.secret,
  );
  const file = fileOf(env, folder);
  const values = secret.flatMap(({ name, env: variable, aliases }) => [
    ...[variable, ...aliases].map((each) => env[each ?? ""] ?? ""),
    ...textsIn(name.split(".").reduce(memberOf, file)),
  ]);
  const hidden = [
    ...more,
    ...values.flatMap((value) => (isOpen(value) ? [] : [value, ...value.split(","), ...passwordsIn(value)])),
  ]
    .filter((value) => value.length >= SHORTEST)
    .toSorted((a, b) => b.length - a.length);
  return (text) => hidden.reduce((said, value) => said.replaceAll(value, "[not shown]"), redactText(text));
}

/** One that cannot be read is a finding of its own. */
function fileOf(env: CommandContext["env"], folder: string): unknown {
  try {
    return readConfigFile(env, folder)?.value;
  } catch {
    return undefined;
  }
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

/** Every text in a setting of the file: lists hold several. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** A store that asks for no password: its address is what the operator wants to see. */
function isOpen(value: string): boolean {
  const url = URL.parse(value);
  return url !== null && OF_A_STORE.test(url.protocol) && url.password === "";
}

function passwordsIn(value: string): string[] {
  const password = URL.parse(value)?.password ?? "";
  return password === "" ? [] : [password, decoded(password)];
}

/** A password may have a percent sign that nobody has encoded. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
