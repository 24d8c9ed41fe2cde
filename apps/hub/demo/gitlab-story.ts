import { expectTurnedAway, type Reader } from "./sign-in-story.ts";
import { createTeller, expect, opening } from "./teller.ts";

const shop = { project: "harbor/storefront" };
const file = "src/cart/total.ts";
const broken = "Math.round(line.unitCents * (1 - line.discount)) * line.quantity";
const mended = "Math.round(line.unitCents * line.quantity * (1 - line.discount))";
const branch = "fix/round-once-per-line";

/** What the story needs that no tool gives. */
export interface GitlabStage {
  /** Lets the stand-in's clock run until its CI is done. */
  waitForCi(): void;
  /** Somebody else, who may approve. */
  colleague: Reader;
}

/**
 * A red pipeline: its cause, a merge request with the fix, merged when its own pipeline is green.
 *
 * @returns How many steps did not hold.
 */
export async function tellGitlabStory(reader: Reader, { waitForCi, colleague }: GitlabStage): Promise<number> {
  const { step, call, failures } = createTeller(() => reader.client.client);
  const other = createTeller(() => colleague.client.client);
  let head = "";
  let iid = 0;

  await step("Lists the tools", async () => {
    const { tools } = await reader.client.client.listTools();
    expect(tools.length > 0 && tools.length <= 24, `${tools.length} tools`);
    return `${tools.length} tools, ${Math.ceil(JSON.stringify(tools).length / 4)} tokens`;
  });
  await step("Finds the red pipeline of merge request 37", async () => {
    const { structured, text } = await call("get_pipeline", {
      ...shop,
      iid: 37,
      include: ["jobs"],
      job_status: "failed",
    });
    expect(structured["status"] === "failed", text);
    return opening(text);
  });
  await step("Opens the failing job, a log of 25,000 lines, at its cause", async () => {
    const { text } = await call("get_job_log", { ...shop, iid: 37 });
    expect(text.includes("src/cart/total.test.ts:33"), text);
    return opening(text, 20);
  });
  const fix = {
    ...shop,
    branch,
    create_branch_from: "fix/cart-rounding",
    message: "Round once per line\n\nThe invoice rounds each line, not each unit.",
    operations: [{ op: "edit", path: file, edits: [{ old_text: broken, new_text: mended }] }],
  };
  await step("Wants to write: both people allow it", async () => {
    await allowMore(reader, () => call("push_files", { ...fix, dry_run: true }));
    await allowMore(colleague, () => other.call("push_files", { ...fix, dry_run: true }));
    return `scopes: ${reader.client.scopes().join(" ")}`;
  });
  await step("Tries the fix: nothing is sent", async () => {
    const { structured, text } = await call("push_files", { ...fix, dry_run: true });
    expect("preview" in structured, text);
    return opening(text, 24);
  });
  await step("Commits it to a branch of its own", async () => {
    const { structured, text } = await call("push_files", { ...fix, idempotency_key: "the-fix" });
    head = String(structured["commit_sha"]);
    expect(/^[0-9a-f]{40}$/.test(head), text);
    return opening(text);
  });
  await step("Opens a merge request", async () => {
    const { structured, text } = await call("create_merge_request", {
      ...shop,
      title: "Round once per line",
      description: "What the cart says is what the invoice says. Takes the place of !37.",
      source_branch: branch,
      target_branch: "main",
      labels: ["bug", "cart"],
      reviewers: ["trenn"],
      idempotency_key: "the-merge-request",
    });
    iid = Number(structured["iid"]);
    expect(iid > 38, text);
    return opening(text);
  });
  await step("May not merge it yet, and is told everything that is missing", async () => {
    const refusal = await call("merge_merge_request", {
      ...shop,
      iid,
      expected_head_sha: head,
      confirm: `harbor/storefront!${iid}`,
    }).then(
      ({ text }) => `it answered: ${text}`,
      (error: Error) => error.message,
    );
    expect(refusal.includes("conflict"), refusal);
    return opening(refusal);
  });
  await step("A colleague approves it", async () => {
    const { structured, text } = await other.call("create_merge_request_review", {
      ...shop,
      iid,
      verdict: "approve",
      expected_head_sha: head,
    });
    expect(structured["verdict"] === "approve", text);
    return opening(text);
  });
  await step("Sees the pipeline green, a minute later", async () => {
    waitForCi();
    const { structured, text } = await call("get_pipeline", { ...shop, iid, include: ["jobs"] });
    expect(structured["status"] === "success", text);
    return opening(text);
  });
  await step("Merges it", async () => {
    const { structured, text } = await call("merge_merge_request", {
      ...shop,
      iid,
      expected_head_sha: head,
      confirm: `harbor/storefront!${iid}`,
    });
    expect(structured["state"] === "merged", text);
    return opening(text);
  });
  return failures() + other.failures();
}

/** A client asked to read alone: what changes something sends its user to our page once more. */
async function allowMore({ client, person, token }: Reader, work: () => Promise<unknown>): Promise<void> {
  await expectTurnedAway(work);
  const form = await person.press(await person.visit(client.takeUrl()), "token");
  await client.cameBack(await person.leave(form, "connect", { token }));
}
