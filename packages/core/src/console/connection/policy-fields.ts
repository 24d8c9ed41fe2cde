import { combinePolicies, type OperatorPolicy, type OwnerPolicy } from "../../policy/index.ts";

/** A limit as somebody has typed it. */
export interface LimitFields {
  /** `*`: all calls together. */
  tool: string;
  perMinute: string;
  perDay: string;
}

/** A policy as the form shows it: whatever was typed, right or wrong. */
export interface PolicyFields {
  access: string;
  /** Those that are ticked. */
  toolsets: ReadonlySet<string>;
  tools: ReadonlySet<string>;
  limits: readonly LimitFields[];
  allowRead: string;
  allowWrite: string;
  flowGuard: boolean;
  resultTokens: string;
}

/** Everything that could be ticked. */
export interface Choices {
  toolsets: readonly string[];
  tools: readonly string[];
}

export function fieldsOfPolicy(policy: OwnerPolicy, operator: OperatorPolicy, choices: Choices): PolicyFields {
  const lines = (patterns: readonly string[] | undefined) => patterns?.join("\n") ?? "";
  const text = (count: number | undefined) => count?.toString() ?? "";
  const combined = combinePolicies(operator, policy);
  return {
    access: combined.level,
    toolsets: new Set(policy.toolsets ?? choices.toolsets),
    tools: new Set(choices.tools.filter((name) => policy.tools?.[name] !== false)),
    // A limit of a tool that is gone limits nothing; shown, it would become one of all tools.
    limits: (policy.limits ?? [])
      .map(({ tool = "*", perMinute, perDay }) => ({ tool, perMinute: text(perMinute), perDay: text(perDay) }))
      .filter(({ tool }) => tool === "*" || choices.tools.includes(tool)),
    allowRead: lines(policy.allow?.read),
    allowWrite: lines(policy.allow?.write),
    flowGuard: combined.flowGuard !== "off",
    resultTokens: text(policy.resultTokens),
  };
}

export function fieldsOfForm(form: URLSearchParams): PolicyFields {
  const [minutes, days] = [form.getAll("limit-minute"), form.getAll("limit-day")];
  return {
    access: form.get("access") ?? "",
    toolsets: new Set(form.getAll("toolset")),
    tools: new Set(form.getAll("tool")),
    limits: form
      .getAll("limit-tool")
      .map((tool, row) => ({ tool, perMinute: minutes[row]?.trim() ?? "", perDay: days[row]?.trim() ?? "" }))
      .filter(({ perMinute, perDay }) => perMinute !== "" || perDay !== ""),
    allowRead: form.get("allow-read") ?? "",
    allowWrite: form.get("allow-write") ?? "",
    flowGuard: form.has("flow-guard"),
    resultTokens: form.get("result-tokens")?.trim() ?? "",
  };
}
