import { createStepTest, type JobStep } from "./job-step.ts";
import type { LogLine } from "./log-line.ts";
import { createSectionTree } from "./section-tree.ts";

export interface Within {
  /** Only lines printed while this step ran, by its times. */
  readonly step?: JobStep;
  /** Only lines of the section of this name: a GitLab section, or a GitHub group such as `Run npm test`. */
  readonly section?: string;
}

/** Tells, line by line, whether it is wanted. A step without times filters nothing. */
export function createLineFilter({ step, section }: Within): (line: LogLine) => boolean {
  const inStep = step === undefined ? undefined : createStepTest(step);
  const tree = section === undefined ? undefined : createSectionTree();
  if (tree === undefined) return inStep ?? (() => true);
  return (line) => {
    const during = inStep?.(line) ?? true;
    tree.push(line);
    return during && tree.open().some((one) => one.name === section);
  };
}
