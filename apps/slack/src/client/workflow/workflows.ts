import { nearest, ToolError } from "@fairlead/core";
import { editionOf } from "../../edition.ts";
import type { Workflow } from "../../shape/workflow.ts";
import { ANONYMOUS } from "../request/anonymous.ts";
import { featuredIn } from "../channels/channel-details.ts";
import { resolveChannel, resolveUser } from "../resolve/index.ts";
import type { SlackContext, SlackReadContext } from "../slack-client.ts";
import { momentOf } from "../request/window.ts";

export interface WorkflowRow {
  name: string;
  description?: string | undefined;
  source: "registered" | "featured";
  runnable: boolean;
  inputs?: { name: string; type: string; required: boolean; description: string }[];
  channel?: string;
}

/** Registered workflows, never with their addresses; and what a channel shows to its people, which only people can start. */
export async function workflowsFor(context: SlackReadContext, channel: string | undefined): Promise<WorkflowRow[]> {
  const { workflows } = context.client.settings;
  const registered = workflows.map(({ name, description, inputs }): WorkflowRow => ({
    name,
    description,
    source: "registered",
    runnable: true,
    inputs,
  }));
  const featured = channel === undefined ? [] : await featuredIn(context, channel);
  const names = new Set(registered.map(({ name }) => name));
  const others = featured.filter(({ title }) => !names.has(title));
  return [
    ...registered,
    ...others.map(({ title }): WorkflowRow => ({
      name: title,
      source: "featured",
      runnable: false,
      ...(channel !== undefined && { channel }),
    })),
  ];
}

type Value = string | number | boolean;

/**
 * Starts a registered workflow: one request to its address, never repeated and never redirected.
 *
 * @throws ToolError `not_found`, and `invalid_input` for inputs that it does not have or that are missing.
 */
export async function runWorkflow(
  context: SlackContext,
  written: string,
  inputs: Readonly<Record<string, Value>>,
): Promise<string> {
  const workflow = workflowNamed(context, written);
  const body = await inputsFor(context, workflow, inputs);
  const address = addressOf(context, workflow);
  context.preview({ then: [`start "${workflow.name}"`], after: { workflow: workflow.name, inputs: body } });
  // There is nothing to show of the request: its address is a secret.
  if (context.dryRun) return workflow.name;
  const response = await context.client.fetch(address, {
    method: "POST",
    redirect: "error",
    headers: { [ANONYMOUS]: "1", "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  await response.body?.cancel();
  if (response.ok) return workflow.name;
  if (response.status >= 500)
    throw new ToolError(
      "upstream_unavailable",
      "Slack could not start the workflow: look whether it ran before trying again.",
    );
  throw new ToolError(
    "invalid_input",
    "Slack did not take these inputs, or the workflow's address is no longer good: ask the operator.",
  );
}

function workflowNamed(context: SlackReadContext, written: string): Workflow {
  const { workflows } = context.client.settings;
  const found = workflows.find(({ name }) => name.toLowerCase() === written.trim().toLowerCase());
  if (found) return found;
  const close = nearest(
    written,
    workflows.map(({ name }) => name),
  );
  throw new ToolError(
    "not_found",
    `There is no workflow "${written}".${close === undefined ? " See list_workflows." : ` Did you mean "${close}"?`}`,
  );
}

/** Only the hooks host, and only its triggers: an address of anything else would be a way out of here. */
function addressOf({ client }: SlackReadContext, { url, name }: Workflow): URL {
  const address = new URL(url);
  const { hooksHost } = editionOf(client.settings.baseUrl);
  if (address.host === hooksHost && /\/triggers\//.test(address.pathname)) return address;
  throw new ToolError("policy_denied", `The address of "${name}" is none of Slack's: the operator has to correct it.`);
}

async function inputsFor(
  context: SlackContext,
  { inputs, name }: Workflow,
  given: Readonly<Record<string, Value>>,
): Promise<Record<string, string>> {
  const names = inputs.map((input) => input.name);
  for (const field of Object.keys(given)) {
    if (names.includes(field)) continue;
    const close = nearest(field, names);
    throw new ToolError(
      "invalid_input",
      `"${name}" has no input "${field}".${close === undefined ? ` It has ${names.join(", ")}.` : ` Did you mean "${close}"?`}`,
    );
  }
  const missing = inputs
    .filter((input) => input.required && given[input.name] === undefined)
    .map((input) => input.name);
  if (missing.length > 0) throw new ToolError("invalid_input", `"${name}" needs ${missing.join(", ")}.`);
  const body: Record<string, string> = {};
  for (const input of inputs) {
    const value = given[input.name];
    if (value !== undefined) body[input.name] = await valueOf(context, input.name, input.type, value);
  }
  return body;
}

async function valueOf(
  context: SlackContext,
  name: string,
  type: Workflow["inputs"][number]["type"],
  value: Value,
): Promise<string> {
  const wrong = (what: string) =>
    new ToolError("invalid_input", `${name} has to be ${what}, not "${String(value).slice(0, 80)}".`);
  switch (type) {
    case "user":
      return (await resolveUser(context, String(value))).id;
    case "channel":
      return resolveChannel(context, String(value));
    case "timestamp":
      return String(Math.floor((await momentOf(context, String(value))).atMs / 1000));
    case "number":
      if (!Number.isFinite(Number(value))) throw wrong("a number");
      return String(value);
    case "boolean":
      if (!/^(true|false)$/.test(String(value))) throw wrong("true or false");
      return String(value);
    case "email":
      if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(String(value))) throw wrong("an e-mail address");
      return String(value);
    case "link":
      if (!/^https?:\/\//.test(String(value))) throw wrong("a link");
      return String(value);
    case "text":
      return String(value);
  }
}
