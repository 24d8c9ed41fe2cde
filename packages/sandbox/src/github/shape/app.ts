import type { Account } from "../state/account.ts";
import { nodeId } from "../state/node-id.ts";
import type { World } from "../state/world.ts";
import { isoTime } from "./time.ts";
import { simpleUserShape } from "./user.ts";

const CREATED_MS = Date.UTC(2018, 6, 30, 9, 30, 17);

/** GitHub itself owns the app that reports workflow jobs. */
const GITHUB: Account = {
  id: 9_919,
  login: "github",
  type: "Organization",
  name: "GitHub",
  email: null,
  bio: null,
  company: null,
  location: null,
  blog: "",
  createdAtMs: CREATED_MS,
  updatedAtMs: CREATED_MS,
};

export const ACTIONS_APP = { id: 15_368, slug: "github-actions", name: "GitHub Actions" } as const;

/** `integration`: the app behind every check run of a workflow. */
export function actionsAppShape(world: World) {
  return {
    ...ACTIONS_APP,
    client_id: "Iv1.05c79e9ad1f6bdfa",
    node_id: nodeId("A", ACTIONS_APP.id),
    owner: simpleUserShape(world, GITHUB),
    description: "Automate your workflow from idea to production",
    external_url: "https://help.github.com/en/actions",
    html_url: `${world.urls.html}/apps/${ACTIONS_APP.slug}`,
    created_at: isoTime(CREATED_MS),
    updated_at: isoTime(CREATED_MS),
    permissions: { actions: "write", checks: "write", contents: "write", metadata: "read", statuses: "write" },
    events: ["check_run", "check_suite", "pull_request", "push", "workflow_dispatch"],
  };
}
