import type { Names, Reached } from "../connector/index.ts";
import { namePattern, type NamePattern } from "./name-pattern.ts";
import type { Rule } from "./rule.ts";

/** One party's list for one kind of access. */
export interface AllowRule extends Rule {
  access: Reached["access"];
  /** Names and patterns; one that begins with `!` takes out again what others let in. */
  patterns: readonly string[];
}

/** All the lists that hold for a call: what one of them refuses is refused. Writing something takes reading it, too. */
export interface AllowList {
  readonly rules: readonly AllowRule[];
  /** Whether there is a list for that access at all. */
  narrows(access: Reached["access"]): boolean;
  /** The rule that refuses what goes by these names; undefined where all let it through. */
  refusing(name: Names, access: Reached["access"]): AllowRule | undefined;
  /** Whether anything that begins with these segments may be read. */
  mayBegin(segments: readonly string[]): boolean;
}

/** Longer names are nobody's. */
const MAX_NAME = 500;

interface Compiled {
  rule: AllowRule;
  takesIn: readonly NamePattern[];
  takesOut: readonly NamePattern[];
}

const compiled = new WeakMap<AllowRule, Compiled>();

/** Puts the lists of operator and owner together. Without any, everything is allowed. */
export function createAllowList(rules: readonly AllowRule[]): AllowList {
  const all = rules.map(compile);
  const about = (access: Reached["access"]) =>
    access === "write" ? all : all.filter(({ rule }) => rule.access === "read");
  return {
    rules,
    narrows: (access) => about(access).length > 0,
    refusing: (name, access) => {
      const names = typeof name === "string" ? [name] : name;
      return about(access).find((each) => !letsIn(each, names))?.rule;
    },
    mayBegin: (segments) => about("read").every(({ takesIn }) => takesIn.some((pattern) => pattern.mayBegin(segments))),
  };
}

function compile(rule: AllowRule): Compiled {
  const known = compiled.get(rule);
  if (known !== undefined) return known;
  const [out, into] = [true, false].map((negative) =>
    rule.patterns.filter((pattern) => pattern.startsWith("!") === negative),
  ) as [string[], string[]];
  const made = {
    rule,
    // A list of exceptions alone means everything but them.
    takesIn: (into.length === 0 && out.length > 0 ? ["**"] : into).map(namePattern),
    takesOut: out.map((pattern) => namePattern(pattern.slice(1))),
  };
  compiled.set(rule, made);
  return made;
}

function letsIn({ takesIn, takesOut }: Compiled, names: readonly string[]): boolean {
  if (names.some(({ length }) => length > MAX_NAME)) return false;
  const among = (patterns: readonly NamePattern[]) =>
    patterns.some((pattern) => names.some((name) => pattern.matches(name)));
  return among(takesIn) && !among(takesOut);
}
