import { expect, test } from "vitest";
import { memoryChannel, type Channel } from "../../store/index.ts";
import { createDepartures } from "./departures.ts";

const heardBy = (departures: ReturnType<typeof createDepartures>) => {
  const heard: (string[] | undefined)[] = [];
  departures.listen((grantIds) => void heard.push(grantIds && [...grantIds]));
  return heard;
};

test("who is signed out on one replica is on all of them, and without others on this one", async () => {
  const channel = memoryChannel();
  const here = createDepartures(channel);
  const [heardHere, heardThere] = [heardBy(here), heardBy(createDepartures(channel))];
  here.tell(["g1", "g2"]);
  expect(heardHere[0]).toEqual(["g1", "g2"]);
  await expect.poll(() => heardThere).toEqual([["g1", "g2"]]);

  const alone = createDepartures(undefined);
  const heard = heardBy(alone);
  alone.tell(["g3"]);
  expect(heard).toEqual([["g3"]]);
});

test("after messages were missed anybody may be", () => {
  const gaps: (() => void)[] = [];
  const channel: Pick<Channel, "listen" | "onGap" | "send"> = {
    send: () => {},
    listen: () => () => {},
    onGap: (listener) => (gaps.push(listener), () => {}),
  };
  const heard = heardBy(createDepartures(channel));
  for (const gap of gaps) gap();
  expect(heard).toEqual([undefined]);
});
