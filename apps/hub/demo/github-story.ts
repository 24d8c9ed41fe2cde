import type { Client } from "@modelcontextprotocol/client";
import { createTeller, expect, opening } from "./teller.ts";

const shop = { owner: "harbor", repo: "storefront" };
const branch = "fix/cart-rounding";
const file = "src/cart/total.ts";
const broken = "Math.round(line.unitCents * (1 - line.discount)) * line.quantity";
const mended = "Math.round(line.unitCents * line.quantity * (1 - line.discount))";

/**
 * A cart is a cent off: from the report to the pull request, its red build, and the one-line fix.
 *
 * @param waitForCi Lets the stand-in's clock run until its CI is done.
 * @returns How many steps did not hold.
 */
export async function tellGithubStory(client: Client, waitForCi: () => void): Promise<number> {
  const { step, call, failures } = createTeller(() => client);

  await step("Lists the tools", async () => {
    const { tools } = await client.listTools();
    expect(tools.length > 0 && tools.length <= 24, `${tools.length} tools`);
    return `${tools.length} tools, ${Math.ceil(JSON.stringify(tools).length / 4)} tokens: ${tools.map(({ name }) => name).join(", ")}`;
  });
  await step("Asks who is signed in", async () => {
    const { structured, text } = await call("get_me", {});
    expect(structured["login"] === "mlind", text);
    return text;
  });
  await step('Finds the issue about a "cart total"', async () => {
    const { structured, text } = await call("search_issues", {
      query: "cart total cent",
      repos: ["harbor/storefront"],
    });
    const rows = structured["items"] as { number: number }[];
    expect(
      rows.some(({ number }) => number === 12),
      text,
    );
    return opening(text);
  });
  await step("Reads issue 12 with its comments", async () => {
    const { text } = await call("get_issue", { ...shop, number: 12, include: ["comments"] });
    return opening(text, 18);
  });
  await step("Sees what pull request 37 changes, within 1,500 tokens", async () => {
    const { structured, text } = await call("get_pull_request_diff", { ...shop, number: 37, max_tokens: 1_500 });
    expect(String(structured["diff"]).includes(broken), text);
    return opening(text, 24);
  });
  await step("Opens the failing job at its first real error", async () => {
    const { structured, text } = await call("get_job_logs", { ...shop, number: 37 });
    const [job] = structured["jobs"] as { tests?: { file?: string; line?: number; message?: string }[] }[];
    expect(job?.tests?.[0]?.file?.endsWith("src/cart/total.test.ts") === true, text);
    return opening(text, 20);
  });

  const fix = {
    ...shop,
    branch,
    message: "Round once per line\n\nThe invoice rounds each line, not each unit.",
    operations: [{ op: "edit", path: file, edits: [{ old_text: broken, new_text: mended }] }],
  };
  await step("Tries the fix: nothing is sent", async () => {
    const { structured, text } = await call("push_files", { ...fix, dry_run: true });
    expect("preview" in structured, text);
    return opening(text, 24);
  });
  let head = "";
  await step("Commits the fix: one commit, on the branch of the pull request", async () => {
    const { structured, text } = await call("push_files", { ...fix, idempotency_key: "the-fix" });
    head = String(structured["commit_sha"]);
    expect(/^[0-9a-f]{40}$/.test(head), text);
    return opening(text);
  });
  await step("Sends it again with the same key: the same commit, nothing doubled", async () => {
    const { structured, text } = await call("push_files", { ...fix, idempotency_key: "the-fix" });
    expect(structured["commit_sha"] === head, text);
    return `commit_sha: ${head}`;
  });
  await step("Sees the pull request green, a minute later", async () => {
    waitForCi();
    const { structured, text } = await call("get_pull_request", { ...shop, number: 37, include: ["checks"] });
    expect((structured["checks"] as { verdict?: string } | undefined)?.verdict === "passing", text);
    return opening(text);
  });
  return failures();
}

/** What a client of the revisions before 2026-07-28 sees from the same URL. */
export async function tellOldClientStory(client: Client): Promise<number> {
  const { step, call, failures } = createTeller(() => client);
  await step("Initializes and lists the same tools", async () => {
    const { tools } = await client.listTools();
    return `${client.getServerVersion()?.title}: ${tools.length} tools`;
  });
  await step("Reads a commented issue as a resource", async () => {
    const { contents } = await client.readResource({ uri: "github://repos/harbor/storefront/issues/12" });
    const [first] = contents;
    expect(first !== undefined && "text" in first, "no text");
    return opening(first.text, 8);
  });
  await step("Gets a prompt that brings what it needs", async () => {
    const { messages } = await client.getPrompt({
      name: "triage_issue",
      arguments: { owner: "harbor", repo: "storefront", number: "12" },
    });
    expect(
      messages.some(({ content }) => content.type === "resource"),
      "nothing embedded",
    );
    return `${messages.length} messages`;
  });
  await step("Is told what to do when it asks for the impossible", async () => {
    const failure = await call("get_issue", { ...shop, number: 4711 }).then(
      ({ text }) => `it answered: ${text}`,
      (error: Error) => error.message,
    );
    expect(failure.includes("not_found"), failure);
    return failure;
  });
  return failures();
}
