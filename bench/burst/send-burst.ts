import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** What became of a burst. */
export interface Burst {
  /** From when each was due to its acknowledgement, in milliseconds: waiting for a connection counts. */
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
  /** Acknowledged per second, from the first that was due to the last answer. */
  perSecond: number;
  /** What was answered instead of an acknowledgement, with how often. */
  refused: Readonly<Record<string, number>>;
  /** The latest that one was sent after it was due: large when it is the sender that cannot keep up. */
  senderLateMs: number;
}

const HEAD_END = Buffer.from("\r\n\r\n");
const LENGTH = /\r\ncontent-length: (\d+)/i;
const LAST_ANSWER_MS = 30_000;

/** One kept connection, on which one request at a time is answered. */
interface Line {
  socket: Socket;
  answered: ((status: string) => void) | undefined;
}

/**
 * Sends requests as they are due, whether or not those before have been answered: an open loop. Over sockets of its own and
 * with bytes made beforehand, so that it measures the servers and not itself.
 *
 * @param options.ports of the servers, in turn
 * @param options.requests whole HTTP/1.1 requests
 * @param options.perSecond how many are due in a second
 * @param options.connections kept to each server
 */
export async function sendBurst(options: {
  ports: readonly number[];
  requests: readonly Buffer[];
  perSecond: number;
  connections: number;
  /** What an acknowledgement is. */
  status: string;
}): Promise<Burst> {
  const { ports, requests, perSecond, connections, status: wanted } = options;
  const lines = await Promise.all(
    Array.from({ length: connections * ports.length }, (_, at) => openLine(ports[at % ports.length] ?? 0)),
  );
  const free = [...lines];
  const tookMs: number[] = [];
  const refused: Record<string, number> = {};
  let [sent, answered, senderLateMs] = [0, 0, 0];
  const startedAt = performance.now();
  const dueAt = (at: number) => startedAt + (at * 1_000) / perSecond;

  const sendDue = () => {
    const now = performance.now();
    for (; sent < requests.length && dueAt(sent) <= now; sent += 1) {
      const line = free.shift();
      if (line === undefined) return;
      const due = dueAt(sent);
      senderLateMs = Math.max(senderLateMs, now - due);
      line.answered = (status) => {
        tookMs.push(performance.now() - due);
        if (status !== wanted) refused[status] = (refused[status] ?? 0) + 1;
        answered += 1;
        free.push(line);
        sendDue();
      };
      line.socket.write(requests[sent] as Buffer);
    }
  };
  const giveUpAt = startedAt + LAST_ANSWER_MS + (requests.length * 1_000) / perSecond;
  while (answered < requests.length && performance.now() < giveUpAt) {
    sendDue();
    await sleep(1);
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  for (const { socket } of lines) socket.destroy();
  if (answered < requests.length) refused["no answer"] = requests.length - answered;
  const sorted = tookMs.toSorted((a, b) => a - b);
  const quantile = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Infinity;
  return {
    p50Ms: quantile(0.5),
    p99Ms: quantile(0.99),
    maxMs: sorted.at(-1) ?? Infinity,
    perSecond: answered / seconds,
    refused,
    senderLateMs,
  };
}

async function openLine(port: number): Promise<Line> {
  const socket = connect(port, "127.0.0.1").setNoDelay();
  const line: Line = { socket, answered: undefined };
  let seen = Buffer.alloc(0);
  const answer = (status: string) => {
    const { answered } = line;
    line.answered = undefined;
    answered?.(status);
  };
  socket.on("data", (chunk) => {
    seen = seen.length === 0 ? chunk : Buffer.concat([seen, chunk]);
    const headEnd = seen.indexOf(HEAD_END);
    if (headEnd === -1) return;
    const head = seen.toString("latin1", 0, headEnd);
    const [, length = "0"] = LENGTH.exec(head) ?? [];
    if (seen.length < headEnd + HEAD_END.length + Number(length)) return;
    seen = Buffer.alloc(0);
    answer(head.slice(9, 12));
  });
  // A line that breaks says so once, for what was on it.
  socket.on("error", () => {});
  socket.on("close", () => answer("cut off"));
  await once(socket, "connect");
  return line;
}
