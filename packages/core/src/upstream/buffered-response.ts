/** What of a Response its constructor cannot be told. */
export interface ResponsePlace {
  readonly url: string;
  readonly redirected: boolean;
}

/**
 * A Response over bytes already in memory. The platform's own copies the bytes into a stream at once, at 40 µs and more
 * for an ordinary answer; this one does so only for a caller that wants the stream, and reads text straight from memory.
 * The bytes may be shared with other responses: nothing hands them out uncopied.
 */
export function bufferedResponse(bytes: Uint8Array, init: ResponseInit, place: ResponsePlace): Response {
  return new BufferedResponse(bytes, init, place);
}

/** The platform's Response, down to what BufferedResponse leaves as it is. */
const ResponseHead: new (
  body: null,
  init: ResponseInit,
) => Pick<Response, "headers" | "ok" | "status" | "statusText" | "type"> = Response;

const utf8 = new TextDecoder();

class BufferedResponse extends ResponseHead implements Response {
  readonly #bytes: Uint8Array;
  readonly #place: ResponsePlace;
  #used = false;
  /** The platform's response over the same bytes, once somebody wants one. */
  #opened: Response | undefined;

  constructor(bytes: Uint8Array, init: ResponseInit, place: ResponsePlace) {
    super(null, init);
    this.#bytes = bytes;
    this.#place = place;
  }

  get url(): string {
    return this.#place.url;
  }

  get redirected(): boolean {
    return this.#place.redirected;
  }

  get body() {
    return this.#open().body;
  }

  get bodyUsed(): boolean {
    return this.#used || (this.#opened?.bodyUsed ?? false);
  }

  async text(): Promise<string> {
    return utf8.decode(this.#take());
  }

  async json(): Promise<unknown> {
    return JSON.parse(utf8.decode(this.#take()));
  }

  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return this.#take().slice();
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return this.#take().slice().buffer;
  }

  async blob() {
    const type = this.headers.get("content-type");
    return new Blob([this.#take().slice()], type === null ? {} : { type });
  }

  formData() {
    return this.#open().formData();
  }

  clone(): Response {
    this.#refuseUsed();
    return new BufferedResponse(this.#bytes, this, this.#place);
  }

  #take(): Uint8Array {
    this.#refuseUsed();
    // An empty body is none, and can be read any number of times.
    this.#used = this.#bytes.byteLength > 0;
    return this.#bytes;
  }

  #refuseUsed(): void {
    if (this.bodyUsed || this.#opened?.body?.locked) throw new TypeError("Body is unusable: it has been read already.");
  }

  #open(): Response {
    this.#opened ??= new Response(this.#bytes.byteLength > 0 ? this.#bytes.slice() : null, { headers: this.headers });
    // A stream asked for after the body was read has to look read.
    if (this.#used && !this.#opened.bodyUsed) void this.#opened.body?.getReader().cancel();
    return this.#opened;
  }
}
