import { relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take 5 s or more, the longest first. One that moves on is merely begun later. */
const LONGEST = [
  "packages/core/src/mcp/isolation.test.ts",
  "apps/hub/test/sign-in/real-browser.test.ts",
  "apps/hub/test/replicas/sign-in.test.ts",
  "apps/hub/test/replicas/outages.test.ts",
  "packages/core/src/auth/pages/pages.browser.test.ts",
  "apps/hub/test/sign-in/foreign-clients.test.ts",
  "apps/hub/test/console/keyboard.test.ts",
  "apps/github/test/fuzz.test.ts",
  "packages/domain/src/ci-log/acceptance.test.ts",
  "apps/github/test/write-safety.test.ts",
  "apps/gitlab/test/write-safety.test.ts",
  "packages/core/src/jobs/kill.test.ts",
  "packages/core/src/upstream/replicas.test.ts",
  "packages/core/src/jobs/embedded/embedded-jobs.test.ts",
  "apps/gitlab/test/stories/7-big-diff.test.ts",
  "apps/slack/test/trouble.test.ts",
  "apps/slack/test/once.test.ts",
  "packages/core/src/audit/crash.test.ts",
  "packages/core/src/mcp/redis-faults.test.ts",
  "packages/core/src/jobs/bullmq/bullmq-jobs.test.ts",
];

/**
 * Begins with what takes longest, so that no long file is left for the end, where the other workers would wait for it. A
 * checkout that has run its tests before knows their times; a fresh one goes by this list.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- a method of the sequencer, not of an array
    const sorted = await super.sort(files);
    const known = sorted.every((file) => this.ctx.cache.getTestSpecificationResult(file) !== undefined);
    return known ? sorted : sorted.toSorted((one, other) => groupOf(one) - groupOf(other) || rank(one) - rank(other));
  }
}

function groupOf({ project }: TestSpecification): number {
  return project.config.sequence.groupOrder;
}

function rank({ moduleId, project }: TestSpecification): number {
  const place = LONGEST.indexOf(relative(project.vitest.config.root, moduleId).replaceAll("\\", "/"));
  return place === -1 ? LONGEST.length : place;
}
