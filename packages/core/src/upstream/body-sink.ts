import type { Dispatcher } from "undici";
import { createDecoder, decodeBody, type contentCoding } from "./decode-body.ts";
import { createSizeCap } from "./size-cap.ts";
import type { UpstreamError } from "./upstream-error.ts";

/** Where the bytes of one answer go. A method that throws ends the exchange with that error. */
export interface BodySink {
  push(chunk: Uint8Array): void;
  end(): void;
  fail(error: Error): void;
}

type Coding = ReturnType<typeof contentCoding>;
interface SinkFacts {
  coding: Coding;
  maxBytes: number;
  host: string;
}

/** Collects the whole body, decoded; `done` gets it, or the reason it cannot be had. */
export function bufferSink(facts: SinkFacts, done: (body: Uint8Array | Promise<Uint8Array>) => void): BodySink {
  const cap = createSizeCap(facts.maxBytes, facts.host);
  const chunks: Uint8Array[] = [];
  return {
    push(chunk) {
      cap.add(chunk.byteLength);
      chunks.push(chunk);
    },
    end() {
      // A copy: the chunks are views of socket buffers, which a cached body would keep alive.
      const body = joined(chunks);
      const { coding, maxBytes, host } = facts;
      done(coding && body.byteLength > 0 ? decodeBody(body, coding, maxBytes, host) : body);
    },
    fail() {},
  };
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const body = new Uint8Array(chunks.reduce((total, chunk) => total + chunk.byteLength, 0));
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return body;
}

export interface StreamFacts extends SinkFacts {
  socket: Pick<Dispatcher.DispatchController, "pause" | "resume">;
  /** The reader went away. */
  onCancel: () => void;
  /** The decoder or the cap refused the body. */
  onBroken: (error: unknown) => void;
  /** The reader has been handed everything. */
  onDrained: () => void;
}

/** Passes the body on as it comes, decoded, no faster than it is read: the socket waits for the reader. */
export function streamSink(facts: StreamFacts): BodySink & { readable: ReadableStream<Uint8Array> } {
  const cap = createSizeCap(facts.maxBytes, facts.host);
  const decoder = facts.coding && createDecoder(facts.coding);
  const source = decoder ?? facts.socket;
  let output: ReadableStreamDefaultController<Uint8Array> | undefined;
  let open = true;

  const emit = (chunk: Uint8Array) => {
    if (!open || !output) return;
    cap.add(chunk.byteLength);
    output.enqueue(chunk);
    if ((output.desiredSize ?? 0) <= 0) source.pause();
  };
  const finish = () => {
    if (!open) return;
    open = false;
    output?.close();
    facts.onDrained();
  };
  const readable = new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        output = controller;
      },
      pull: () => {
        source.resume();
      },
      cancel: () => {
        open = false;
        decoder?.destroy();
        facts.onCancel();
      },
    },
    { highWaterMark: 256 * 1024, size: (chunk) => chunk?.byteLength ?? 0 },
  );
  decoder?.on("data", (chunk: Uint8Array) => {
    try {
      emit(chunk);
    } catch (error) {
      facts.onBroken(error);
    }
  });
  decoder?.on("end", finish).on("error", facts.onBroken);
  decoder?.on("drain", () => facts.socket.resume());

  return {
    readable,
    push(chunk) {
      if (!decoder) emit(chunk);
      else if (!decoder.write(chunk)) facts.socket.pause();
    },
    end() {
      if (decoder) decoder.end();
      else finish();
    },
    fail(error: Error | UpstreamError) {
      if (!open) return;
      open = false;
      decoder?.destroy();
      output?.error(error);
    },
  };
}
