/** One thing that is wrong, and what would be right. */
export interface SettingProblem {
  /** Where it was written: `LOG_LEVEL (logging.level in fairlead.json)`. */
  where: string;
  /** What stood there; never the value of a secret. */
  found?: string;
  /** What it takes. */
  accepts?: string;
  /** What else there is to say: why, or what to do. */
  advice?: string;
}

/** The configuration is wrong. Its message lists every problem, ready to be shown to the person who wrote it. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly code = "config_invalid";
  readonly problems: readonly SettingProblem[];

  constructor(problems: readonly SettingProblem[]) {
    super(problemText(problems));
    this.problems = problems;
  }
}

function problemText(problems: readonly SettingProblem[]): string {
  const head =
    problems.length === 1 ? "The configuration has a problem:" : `The configuration has ${problems.length} problems:`;
  return [head, ...problems.map(oneProblem)].join("\n\n");
}

function oneProblem({ where, found, accepts, advice }: SettingProblem): string {
  const lines = [`  ${where}`];
  if (found !== undefined) lines.push(`    found    ${found}`);
  if (accepts !== undefined) lines.push(`    accepts  ${accepts}`);
  if (advice !== undefined) lines.push(`    ${advice}`);
  return lines.join("\n");
}
