import { nearest, type AnyReach, type Connector } from "../connector/index.ts";
import { isPattern } from "./is-pattern.ts";
import { OwnerPolicy } from "./owner-policy.ts";
import { PolicyError } from "./policy-error.ts";

/** Tools that are no connector's own, and can be forbidden like any other. */
const FINDERS = ["find_tools", "call_tool"];

/**
 * Reads a policy that somebody wrote for a connection of this connector.
 *
 * @throws PolicyError that names each toolset, tool and pattern that does not exist.
 */
export function checkOwnerPolicy(written: unknown, connector: Connector): OwnerPolicy {
  const parsed = OwnerPolicy.safeParse(written);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${path.map(String).join(".") || "policy"}: ${message}`,
    );
    throw new PolicyError(problems);
  }
  const policy = parsed.data;
  const toolsets = Object.keys(connector.toolsets);
  const own = Object.values(connector.toolsets).flatMap(({ tools }) => tools.map(({ name }) => name));
  const tools = [...own, ...FINDERS];
  const limited = (policy.limits ?? []).flatMap(({ tool }) => (tool === undefined || tool === "*" ? [] : [tool]));
  const problems = [
    ...unknown("toolset", policy.toolsets ?? [], toolsets),
    ...unknown("tool", [...Object.keys(policy.tools ?? {}), ...limited], tools),
    ...wrongPatterns([...(policy.allow?.read ?? []), ...(policy.allow?.write ?? [])], connector.reach),
  ];
  if (problems.length > 0) throw new PolicyError(problems);
  return policy;
}

function unknown(kind: string, names: readonly string[], known: readonly string[]): string[] {
  return names
    .filter((name) => !known.includes(name))
    .map((name) => {
      const close = nearest(name, known);
      return `There is no ${kind} "${name}".${close === undefined ? "" : ` Did you mean "${close}"?`}`;
    });
}

function wrongPatterns(patterns: readonly string[], reach: AnyReach | undefined): string[] {
  if (patterns.length === 0) return [];
  if (reach === undefined) return ["This connector has nothing that an allow-list could name."];
  return patterns
    .filter((pattern) => !isPattern(pattern, reach))
    .map((pattern) => `"${pattern}" can match none of the ${reach.many}. Write it like ${reach.example}.`);
}
