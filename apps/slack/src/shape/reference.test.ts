import { expect, test } from "vitest";
import { parseReference } from "./reference.ts";

const ACME = "https://acme.slack.com";
const APP = "https://app.slack.com/client/T0ACME001";

test.each([
  [`${ACME}/archives/C0ENGPLAT1`, { form: "channel", id: "C0ENGPLAT1" }],
  [`${ACME}/messages/C0ENGPLAT1`, { form: "channel", id: "C0ENGPLAT1" }],
  [
    `${ACME}/archives/C0ENGPLAT1/p1760000000000100`,
    { form: "message", channel: "C0ENGPLAT1", ts: "1760000000.000100" },
  ],
  [
    `${ACME}/archives/C0ENGPLAT1/p1760000001000200?thread_ts=1760000000.000100&cid=C0ENGPLAT1`,
    { form: "message", channel: "C0ENGPLAT1", ts: "1760000001.000200", threadTs: "1760000000.000100" },
  ],
  [`${APP}/C0ENGPLAT1`, { form: "channel", id: "C0ENGPLAT1" }],
  [
    `${APP}/C0ENGPLAT1/thread/C0ENGPLAT1-1760000000.000100`,
    { form: "message", channel: "C0ENGPLAT1", ts: "1760000000.000100" },
  ],
  [`${ACME}/team/U0HARBOR02`, { form: "user", id: "U0HARBOR02" }],
  [`${ACME}/files/U0FILES01/F0NOTES001/notes.txt`, { form: "file", id: "F0NOTES001" }],
  [`${ACME}/docs/T0ACME001/F0CANVAS01`, { form: "file", id: "F0CANVAS01", of: "canvas" }],
  [`${ACME}/lists/T0ACME001/F0LIST0001`, { form: "file", id: "F0LIST0001", of: "list" }],
  ["https://files.slack.com/files-pri/T0ACME001-F0NOTES001/notes.txt", { form: "file", id: "F0NOTES001" }],
  ["<@W0HARBOR02|Tom>", { form: "user", id: "W0HARBOR02" }],
  ["<!subteam^S0PLAT001>", { form: "usergroup", id: "S0PLAT001" }],
])("%s", (written, reference) => expect(parseReference(written)).toEqual(reference));
