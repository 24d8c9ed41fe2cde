import { createHmac, randomUUID } from "node:crypto";
import { fullPathOf } from "../state/project.ts";
import { findProject, type World } from "../state/world.ts";

/** A webhook to send. */
export interface Emission {
  url: string;
  /** `X-Gitlab-Token`. */
  token?: string;
  /** `whsec_…`: what `webhook-signature` is made with. */
  signingToken?: string;
  /** Seconds since the epoch, unless it is signed now. */
  timestamp?: number;
  /** Such as "Issue Hook". */
  event: string;
  /** Full path; adds `project` to the payload. */
  project?: string;
  payload?: Record<string, unknown>;
  /** For repeats: the same id again. */
  deliveryId?: string;
}

export interface Delivery {
  deliveryId: string;
  status: number;
}

/** Posts one event as GitLab does, signed by the scheme of standard webhooks where there is a key. */
export async function deliver(world: World, emission: Emission): Promise<Delivery> {
  const found = emission.project === undefined ? undefined : findProject(world, emission.project);
  const project = found && {
    id: found.project.id,
    path_with_namespace: fullPathOf(found.project),
    default_branch: found.project.defaultBranch,
  };
  const body = JSON.stringify({ ...(project && { project }), ...emission.payload });
  const deliveryId = emission.deliveryId ?? randomUUID();
  const timestamp = String(emission.timestamp ?? Math.floor(world.now() / 1000));
  const signature = (token: string) =>
    createHmac("sha256", Buffer.from(token.replace(/^whsec_/, ""), "base64"))
      .update(`${deliveryId}.${timestamp}.${body}`)
      .digest("base64");
  const response = await fetch(emission.url, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "user-agent": `GitLab/${world.version}`,
      "x-gitlab-event": emission.event,
      "x-gitlab-event-uuid": deliveryId,
      "idempotency-key": deliveryId,
      "x-gitlab-instance": world.url,
      ...(emission.token !== undefined && { "x-gitlab-token": emission.token }),
      ...(emission.signingToken !== undefined && {
        "webhook-id": deliveryId,
        "webhook-timestamp": timestamp,
        "webhook-signature": `v1,${signature(emission.signingToken)}`,
      }),
    },
  });
  await response.arrayBuffer();
  return { deliveryId, status: response.status };
}
