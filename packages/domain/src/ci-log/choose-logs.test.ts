import { expect, test } from "vitest";
import { chooseLogs, type LogChoice } from "./choose-logs.ts";

interface Job {
  name: string;
  rank?: number;
}

const jobs: Job[] = [{ name: "Build" }, { name: "lint", rank: 1 }, { name: "test (1)", rank: 0 }, { name: "test" }];

function choose(choice: Partial<LogChoice>, among: readonly Job[] = jobs) {
  const asked = { mode: "failures", jobName: undefined, named: false, ...choice };
  const chosen = chooseLogs(among, asked, { nameOf: ({ name }) => name, rankOf: ({ rank }) => rank });
  const names = (rows: readonly Job[]) => rows.map(({ name }) => name);
  return chosen.ok ? [names(chosen.read), names(chosen.left)] : [chosen.reason, names(chosen.jobs)];
}

test("those that went wrong, the first by rank", () => {
  expect(choose({})).toEqual([["test (1)", "lint"], []]);
  expect(choose({ mode: "tail" })).toEqual([["test (1)", "lint"], []]);
});

test("a name means that very job, or those that have it in theirs", () => {
  expect(choose({ jobName: " BUILD " })).toEqual([["Build"], []]);
  expect(choose({ jobName: "test" })).toEqual([["test"], []]);
  expect(choose({ jobName: "test (" })).toEqual([["test (1)"], []]);
  expect(choose({ jobName: "deploy" })).toEqual(["no_such_job", ["Build", "lint", "test (1)", "test"]]);
});

test("where none went wrong there are no failures, and every log for anything else", () => {
  const fine = [{ name: "a" }, { name: "b" }];
  expect(choose({}, fine)).toEqual([[], []]);
  expect(choose({ mode: "grep" }, fine)).toEqual([["a", "b"], []]);
  expect(choose({ named: true }, fine)).toEqual([["a", "b"], []]);
});

test("a range is of one log; ten are read of many", () => {
  expect(choose({ mode: "range" })).toEqual(["range_of_several", ["test (1)", "lint"]]);
  const many = Array.from({ length: 12 }, (_, index) => ({ name: `job ${index}`, rank: 0 }));
  const [read, left] = choose({}, many);
  expect([read?.length, left]).toEqual([10, ["job 10", "job 11"]]);
});
