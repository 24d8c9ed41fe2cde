import { once } from "node:events";
import { connect, createServer, type AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { inTime, LATE } from "./in-time.ts";

const never = new Promise<never>(() => {});
const pause = (ms: number) => {
  const until = performance.now() + ms;
  while (performance.now() < until);
};

test("an answer, a failure, or neither within the time", async () => {
  expect(await inTime(Promise.resolve(1), 30)).toBe(1);
  await expect(inTime(Promise.reject(new Error("refused")), 30)).rejects.toThrow("refused");
  const startedAt = performance.now();
  expect(await inTime(never, 30)).toBe(LATE);
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(29);
});

test("a process that pauses for longer than the time takes what came meanwhile", async () => {
  const server = createServer((socket) =>
    socket.on("data", () => {
      pause(60);
      socket.write("here");
    }),
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  await once(socket, "connect");
  try {
    socket.write("where");
    const answer = inTime(once(socket, "data"), 50);
    pause(60);
    expect(String(await answer)).toBe("here");
  } finally {
    socket.destroy();
    server.close();
  }
});
