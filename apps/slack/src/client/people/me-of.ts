import type { SlackReadContext } from "../slack-client.ts";
import { viewerOf } from "../viewer/viewer.ts";
import { personOf, type Person } from "./people.ts";

/** The person behind the token. A token that may not see people still works: in UTC. */
export async function meOf(context: SlackReadContext): Promise<Person> {
  const { userId } = await viewerOf(context);
  const known = await personOf(context, userId).catch(() => undefined);
  return (
    known ?? {
      id: userId,
      handle: context.connection.identity?.login ?? userId,
      name: userId,
      kind: "person",
      timeZone: "UTC",
    }
  );
}
