/** A secret that push protection knows, as the blocked push reports it. */
export interface FoundSecret {
  /** GitHub's name of the token type. */
  type: string;
  placeholderId: string;
}

const PATTERNS: Record<string, RegExp> = {
  github_personal_access_token: /\bgh[pousr]_[A-Za-z0-9]{36}\b/,
  aws_access_key_id: /\bAKIA[0-9A-Z]{16}\b/,
  stripe_api_key: /\b[sr]k_live_[0-9A-Za-z]{24,}\b/,
};

/** The secrets in a text, one per type. */
export function findSecrets(data: Buffer): FoundSecret[] {
  const text = data.toString("latin1");
  return Object.entries(PATTERNS).flatMap(([type, pattern], index) =>
    pattern.test(text) ? [{ type, placeholderId: `2gVf9Zq1kXw8RtYbLpNsCdEhJ${index}` }] : [],
  );
}
