import { Strategy } from "passport-strategy";
import type { TokenForm } from "../../connector/index.ts";
import { VendorError } from "./vendor-error.ts";
import type { VendorGrant } from "./vendor-grant.ts";

const MAX_CHARACTERS = 4096;

export interface TokenStrategyOptions {
  title: string;
  forms: readonly TokenForm[];
  /** Asks the vendor. */
  whoAmI(token: string): Promise<VendorGrant>;
}

/** A second strategy, for what people paste: the vendor says whose token it is, or it is refused. */
export class TokenStrategy extends Strategy {
  readonly options: TokenStrategyOptions;

  constructor(options: TokenStrategyOptions) {
    super();
    this.options = options;
  }

  override authenticate(request: { body: { token: string } }): void {
    const token = request.body.token.trim();
    const problem = problemOf(token, this.options);
    if (problem !== undefined) {
      this.error(new VendorError("refused", problem));
      return;
    }
    this.options.whoAmI(token).then(
      (grant) => this.success(grant),
      (error: Error) => this.error(error),
    );
  }
}

/** What is wrong with it before anybody is asked: a slip of the clipboard must not travel to the vendor. */
function problemOf(token: string, { forms, title }: TokenStrategyOptions): string | undefined {
  if (token === "") return "Paste a token.";
  if (token.length > MAX_CHARACTERS || !/^[\x21-\x7e]+$/.test(token)) {
    return "That is no token: it has spaces or line breaks in it, or is too long.";
  }
  const fits = forms.some(
    ({ prefixes, refuses = [] }) =>
      (prefixes.length === 0 || prefixes.some((prefix) => token.startsWith(prefix))) &&
      !refuses.some((prefix) => token.startsWith(prefix)),
  );
  if (fits) return undefined;
  const prefixes = forms.flatMap((form) => form.prefixes);
  if (prefixes.length === 0) return `That is another kind of secret of ${title}: make an access token.`;
  return `That is no token of ${title}: they begin with ${prefixes.join(" or ")}.`;
}
