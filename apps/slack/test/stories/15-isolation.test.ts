import { expect, test } from "vitest";
import { useStory } from "./story-client.ts";

const story = useStory();

test.each(["2026-07-28", "2025-11-25"] as const)(
  "15. two people of two workspaces share nothing; one sign-in ended, the other works on, %s",
  async (era) => {
    const maja = await story.connect(era);
    const noor = await story.connect(era, { as: "noor" });
    const read = (who: typeof maja) => who.call("resolve_references", { references: ["#eng-platform"] });
    expect((await read(maja)).structured["results"]).toMatchObject([{ id: "C0ENGPLAT1" }]);
    expect((await read(noor)).structured["results"]).toMatchObject([{ id: "C0NENGPLAT" }]);
    expect((await noor.call("list_messages", { channel: "C0ENGPLAT1" })).code).toBe("not_found");
    expect((await noor.call("read_file", { file: "F0ORDERS01" })).code).toBe("not_found");
    const page = await maja.call("list_messages", { channel: "#random", limit: 5 });
    const stolen = await noor.call("list_messages", {
      channel: "#random",
      limit: 5,
      cursor: page.structured["next_cursor"],
    });
    expect(stolen.isError).toBe(true);

    const token = [...story.standIn.world.tokens.values()].find(
      ({ userId, clientId }) => userId === "U0HARBOR01" && clientId !== undefined,
    );
    story.standIn.control.revoke(token?.secret ?? "");
    expect((await maja.call("list_channels")).code).toBe("reauthorize");
    expect((await noor.call("list_channels")).isError).toBe(false);
  },
);
