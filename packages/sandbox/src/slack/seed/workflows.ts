import type { World } from "../state/world.ts";

const REQUEST_ACCESS = "/triggers/T0HARBOR1/111/request-access-secret";
const PAGE_ONCALL = "/triggers/T0HARBOR1/222/page-oncall-secret";

/** What waits behind the two addresses. */
export function seedWorkflows(world: World): void {
  world.triggers.set(REQUEST_ACCESS, {
    path: REQUEST_ACCESS,
    name: "Request access",
    inputs: ["system", "person", "reason"],
    runs: [],
  });
  world.triggers.set(PAGE_ONCALL, {
    path: PAGE_ONCALL,
    name: "Page on-call",
    inputs: ["summary", "channel"],
    runs: [],
  });
}

/** The operator's registry, as `SLACK_WORKFLOWS` has it. */
export function workflowSettings(url: string) {
  return [
    {
      name: "Request access",
      description: "Ask the platform team for access to a system",
      inputs: [
        { name: "system", type: "text", required: true, description: "Which system" },
        { name: "person", type: "user", required: true, description: "Who needs it" },
        { name: "reason", type: "text", required: false, description: "Why" },
      ],
      url: url + REQUEST_ACCESS,
    },
    {
      name: "Page on-call",
      description: "Wake whoever is on call",
      inputs: [
        { name: "summary", type: "text", required: true, description: "What is wrong" },
        { name: "channel", type: "channel", required: true, description: "Where to talk" },
      ],
      url: url + PAGE_ONCALL,
    },
  ];
}
