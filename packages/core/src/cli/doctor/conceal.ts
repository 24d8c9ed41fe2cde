import type { z } from "zod";
import { coreSettings, describeSettings } from "../../config/index.ts";
import { redactText } from "../../observe/index.ts";
import { connectorSettings } from "../../policy/index.ts";
import type { CommandContext } from "../command.ts";

const SHORTEST = 6;

/**
 * Takes out of a text what must not be printed: what looks like a secret, and what a secret setting was set to. Findings hold
 * none; this is for what drivers and servers write into their errors.
 *
 * @param more secrets that no setting has
 */
export function concealing(
  { connectors, env }: Pick<CommandContext, "connectors" | "env">,
  more: readonly string[],
): (text: string) => string {
  const schemas = Object.fromEntries(connectors.map((each) => [each.name, connectorSettings(each)]));
  const secret = describeSettings(coreSettings.extend(schemas as Record<string, z.ZodObject>)).filter(
    (row) => row.secret,
  );
  const values = secret.flatMap(({ env: name, aliases }) => [name, ...aliases].map((each) => env[each ?? ""] ?? ""));
  const hidden = [...more, ...values.flatMap((value) => [value, ...passwordsIn(value)])]
    .filter((value) => value.length >= SHORTEST)
    .toSorted((a, b) => b.length - a.length);
  return (text) => hidden.reduce((said, value) => said.replaceAll(value, "[not shown]"), redactText(text));
}

function passwordsIn(value: string): string[] {
  const password = URL.parse(value)?.password ?? "";
  return password === "" ? [] : [password, decodeURIComponent(password)];
}
