/** The body of a request cannot be taken. */
export class BodyError extends Error {
  override readonly name = "BodyError";
  readonly status: 400 | 413 | 415;
  readonly rpcCode: number;

  constructor(status: 400 | 413 | 415, rpcCode: number, message: string) {
    super(message);
    this.status = status;
    this.rpcCode = rpcCode;
  }
}
