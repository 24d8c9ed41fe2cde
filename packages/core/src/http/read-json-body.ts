import type { IncomingMessage } from "node:http";
import { BodyError } from "./body-error.ts";
import { parseJsonBody } from "./parse-json-body.ts";
import { RPC_CODE } from "./rpc-error.ts";

/** How much more than allowed we listen to before the connection is cut. A client that still sends reads no answer. */
const PATIENCE = 8;

/**
 * Reads a request's body as one JSON-RPC object.
 *
 * @param maxBytes Held against Content-Length, and against what really comes.
 * @throws BodyError 415, 413 or 400.
 */
export function readJsonBody(req: IncomingMessage, maxBytes: number): Promise<object> {
  return readJsonBytes(req, maxBytes).then(parseJsonBody);
}

/**
 * Reads the bytes of a JSON body, for whoever must see them as they were sent.
 *
 * @param maxBytes as for `readJsonBody`
 * @throws BodyError 415 or 413.
 */
export function readJsonBytes(req: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;

    const refuse = (error: BodyError) => {
      req.off("data", take).off("end", finish);
      const tell = () => reject(error);
      if (isLastRequest(req)) req.once("end", tell).once("close", tell);
      else tell();
      discard(req, maxBytes * PATIENCE);
    };
    const take = (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) return refuse(tooLarge(maxBytes));
      chunks.push(chunk);
    };
    const finish = () => resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks));

    const refused = refusalByHeaders(req, maxBytes);
    if (refused !== undefined) return refuse(refused);
    req.on("data", take).once("end", finish);
    req.once("close", () => req.complete || reject(new Error("The client closed before its request was complete.")));
    req.once("error", reject);
  });
}

function refusalByHeaders({ headers }: IncomingMessage, maxBytes: number): BodyError | undefined {
  const { "content-type": type = "", "content-encoding": encoding = "identity", "content-length": length } = headers;
  if (type !== "application/json" && !isJson(type)) {
    return new BodyError(415, RPC_CODE.refused, "Send Content-Type: application/json, in UTF-8.");
  }
  if (encoding.toLowerCase() !== "identity") {
    return new BodyError(415, RPC_CODE.refused, "Send the body without Content-Encoding.");
  }
  return length !== undefined && Number(length) > maxBytes ? tooLarge(maxBytes) : undefined;
}

/** JSON is UTF-8 (RFC 8259 §8.1); a client that names another charset means it. */
function isJson(contentType: string): boolean {
  const [type, ...parameters] = contentType
    .toLowerCase()
    .split(";", 8)
    .map((part) => part.trim());
  const charset = parameters.find((parameter) => parameter.startsWith("charset="))?.slice("charset=".length);
  return type === "application/json" && (charset === undefined || /^"?utf-?8"?$/.test(charset));
}

function tooLarge(maxBytes: number): BodyError {
  return new BodyError(413, RPC_CODE.refused, `The request body is larger than ${maxBytes} bytes.`);
}

/** Closing at once would reset the connection, and the client would never see why. */
function discard(req: IncomingMessage, maxBytes: number): void {
  let size = 0;
  req.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > maxBytes) req.destroy();
  });
  req.on("error", () => {});
}

/** Node closes the connection of such a request behind its answer, however much of the body is still on its way. */
function isLastRequest({ headers: { connection = "" }, httpVersionMinor }: IncomingMessage): boolean {
  return httpVersionMinor === 0 || /\bclose\b/i.test(connection);
}
