/** A refusal of Acme's. It holds nothing of the request or the answer's text. */
export class AcmeError extends Error {
  override readonly name = "AcmeError";
  readonly status: number;

  constructor(status: number) {
    super(`Acme answered ${status}`);
    this.status = status;
  }
}
