import { expect, test } from "vitest";
import { useGithub } from "./harness.ts";

const github = useGithub();

/** `FAULTS=long`: a thousand. */
const ROUNDS = process.env["FAULTS"] === "long" ? 1_000 : 100;

test(
  `an issue whose 201 was cut off is there once, ${ROUNDS} times`,
  async () => {
    const { control } = github.standIn;
    const unclear: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      control.fault({ method: "POST", path: "/repos/*/*/issues", effect: { cut: "after" } });
      const args = { owner: "harbor", repo: "docs", title: `Round ${round}.`, idempotency_key: `round-${round}` };
      const first = await github.call("create_issue", args);
      const again = await github.call("create_issue", args);
      if (first.isError || again.isError || first.structured["number"] !== again.structured["number"]) {
        unclear.push(round);
      }
    }
    const made = control
      .requests()
      .filter(({ method, path }) => method === "POST" && path === "/repos/harbor/docs/issues")
      .map(({ body }) => (body as { title: string }).title);
    expect(made).toHaveLength(ROUNDS);
    expect(new Set(made).size).toBe(ROUNDS);
    expect(unclear).toEqual([]);
  },
  ROUNDS * 500,
);
