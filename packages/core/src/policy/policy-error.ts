/** A policy that cannot be kept as it is written. Each problem says what is wrong and what there is instead. */
export class PolicyError extends Error {
  override readonly name = "PolicyError";
  readonly code = "invalid_policy";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join(" "));
    this.problems = problems;
  }
}
