import { describeSettings } from "@fairlead/core";
import type { Rule } from "./problem.ts";

/** Fields whose value nobody may see in an error, a log or the documentation. */
const SECRET = /(?:token|secret|password|passphrase|api_?key)$/i;

/** Every setting of the vendor can be set by a variable of its own, says what it does, and is secret where it is one. */
export const settingsAreGood: Rule = ({ name, vendor }) => {
  const prefix = `${name.toUpperCase().replaceAll("-", "_")}_`;
  return describeSettings(vendor.settings).flatMap(({ name: field, env, description, secret, accepts }) => {
    const problems: string[] = [];
    if (env === undefined) problems.push(`settings.${field}: no variable; give it .meta({ env: "${prefix}…" })`);
    else if (!env.startsWith(prefix)) problems.push(`settings.${field}: ${env} does not begin with ${prefix}`);
    if (description === "") problems.push(`settings.${field}: no description`);
    if (SECRET.test(field) && !secret && accepts.startsWith("text"))
      problems.push(`settings.${field}: not secret; give it .meta({ secret: true })`);
    return problems;
  });
};
