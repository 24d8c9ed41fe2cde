import { Refusal } from "./method.ts";

/** Arguments by name: form fields, query parameters or members of a JSON body are one and the same to Slack. */
export interface Args {
  readonly all: Readonly<Record<string, string>>;
  text(name: string): string | undefined;
  /** @throws Refusal `invalid_arguments`, or the method's own word for it. */
  required(name: string, word?: string): string;
  flag(name: string): boolean;
  number(name: string): number | undefined;
  /** Comma-separated, or a JSON list. */
  list(name: string): string[];
  json(name: string): unknown;
}

export function argsOf(all: Readonly<Record<string, string>>): Args {
  const text = (name: string): string | undefined => {
    const value = all[name];
    return value === undefined || value === "" ? undefined : value;
  };
  return {
    all,
    text,
    required(name, word = "invalid_arguments") {
      const value = text(name);
      if (value === undefined) throw new Refusal(word);
      return value;
    },
    flag: (name) => ["true", "1"].includes(all[name] ?? ""),
    number(name) {
      const value = text(name);
      if (value === undefined) return undefined;
      const number = Number(value);
      if (Number.isNaN(number)) throw new Refusal("invalid_arguments");
      return number;
    },
    list(name) {
      const value = text(name);
      if (value === undefined) return [];
      if (value.startsWith("[")) return (parsed(value) as unknown[]).map(String);
      return value
        .split(",")
        .map((part) => part.trim())
        .filter((part) => part !== "");
    },
    json(name) {
      const value = text(name);
      return value === undefined ? undefined : parsed(value);
    },
  };
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value) as unknown;
  } catch {
    throw new Refusal("invalid_arguments");
  }
}

/** Reads a body as Slack does: a form, or JSON whose nested members count as JSON text. */
export function readArgs(query: string, contentType: string, raw: Buffer): Record<string, string> {
  const all: Record<string, string> = Object.fromEntries(new URLSearchParams(query));
  const text = raw.toString();
  if (!contentType.includes("json")) return { ...all, ...Object.fromEntries(new URLSearchParams(text)) };
  const body = parsed(text === "" ? "{}" : text) as Record<string, unknown>;
  for (const [name, value] of Object.entries(body)) {
    if (value !== undefined && value !== null) all[name] = typeof value === "string" ? value : JSON.stringify(value);
  }
  return all;
}
