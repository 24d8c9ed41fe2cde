import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { configDefaults, defineConfig } from "vitest/config";
import { LongestFirst } from "./scripts/testing/longest-first.ts";

const TESTS = "{apps,packages,bench,scripts}/**/*.test.ts";
const TIMED = "{apps,packages,bench,scripts}/**/*.timed.test.ts";

export default defineConfig({
  test: {
    // Some tests hold times (100 ms to free a socket) that a machine shared with others can miss once.
    retry: process.env["CI"] === "true" ? 2 : 0,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // A condition that is waited for may take its time on a slow machine; it never takes longer where it is fast.
    expect: { poll: { timeout: 10_000 } },
    // Files of one worker share what they import: a file of its own process costs more than most of its tests.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // Tests start many programs of ours and of others: what Node compiles of them is kept.
    env: { NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"] ?? join(tmpdir(), "fairlead-compiled") },
    // Much of a test is waiting for processes, sockets and timers: two cores carry three.
    maxWorkers: Math.max(3, availableParallelism()),
    projects: [
      {
        extends: true,
        test: {
          name: "all",
          include: [TESTS],
          exclude: [...configDefaults.exclude, TIMED],
          globalSetup: ["packages/testkit/src/guard/totals.ts"],
        },
      },
      {
        extends: true,
        // Loads measured against the clock have the machine to themselves, after everything else.
        test: { name: "timed", include: [TIMED], maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
