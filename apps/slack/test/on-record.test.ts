import { expect, test } from "vitest";
import { useSlack } from "./harness.ts";

const slack = useSlack({ AUDIT_STDOUT: "on", LOG_LEVEL: "info" });

test("a record shows where a message went, and not what it says", async () => {
  const { code } = await slack.call("send_message", { channel: "#eng-platform", text: "Not for the record" });
  expect(code).toBeUndefined();
  const args = () =>
    slack
      .log()
      .split("\n")
      .flatMap((line) => {
        const { audit } = JSON.parse(line || "{}") as { audit?: { tool?: string; args?: Record<string, unknown> } };
        return audit?.tool === "send_message" ? [audit.args] : [];
      });
  await expect.poll(args).toContainEqual({
    channel: "#eng-platform",
    text: { hmac: expect.any(String), length: JSON.stringify("Not for the record").length },
  });
});
