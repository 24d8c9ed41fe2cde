const REDACTED = "[redacted]";

/** Names of fields whose text is secret whatever it looks like; compared without case and separators. */
const SECRET_NAME =
  /(?:authorization|cookie|token|secret|password|passwd|passphrase|apikey|privatekey|credential|verifier|assertion)s?$/;

/** Finds a JSON line that may have such a field. May be wrong about a line, must not miss one. */
const SUSPICIOUS_NAME =
  /(?:authorization|cookie|token|secret|password|passwd|passphrase|api[-_. ]?key|private[-_. ]?key|credential|verifier|assertion)s?[-_. ]*":/i;

/**
 * Text that is a secret wherever it stands. Groups are kept. Each runs over every line, so none looks behind (slow);
 * and none begins with `\b`: inside JSON a token may follow an escaped line break, whose `n` is a word character.
 */
const SECRET_TEXTS: readonly RegExp[] = [
  /()(?:gh[pousr]_[\w.-]{3,}|github_pat_\w{3,})/g,
  /()gl(?:pat|oas|dt|rt|rtr|cbt|ptt|ft|imt|agent|soat|ffct)-[\w.-]{3,}/g,
  /()(?:xox[a-z](?:\.xox[a-z])?|xapp)-[\w-]{3,}/g,
  /()AT(?:ATT|CTT|STT|BB)[\w=-]{8,}/g,
  // Asana: 1/<user>:<hex>, 2/<user>/<token>:<hex>
  /()[12]\/\d{6,}(?:\/\d+)?:[0-9a-f]{16,}/g,
  // JSON Web Token (RFC 7519): its header begins with `{"`.
  /()eyJ[\w-]{5,}\.[\w-]{2,}(?:\.[\w-]*)*/g,
  /((?:[Bb]earer|BEARER) +)[\w.~+/=-]{8,}/g,
  /((?:[Bb]asic|[Tt]oken) +)(?=[\w.~+/-]*[A-Z\d=])[\w.~+/=-]{8,}/g,
  /([?&](?:\w+_token|token|client_secret|code|code_verifier|sig|signature|key)=)[^&#\s"'\\]+/g,
  /(:\/\/[^\s/@"':]*:)[^\s/@"']+(?=@)/g,
];

/** Most lines hold none of them, and one look is cheaper than ten. */
const ANY_SECRET_TEXT = new RegExp(SECRET_TEXTS.map(({ source }) => source).join("|"));

/** Takes secrets out of one line of JSON: by the names of fields, and by what secrets look like. */
export function redactLine(line: string): string {
  return redactText(SUSPICIOUS_NAME.test(line) ? redactFields(line) : line);
}

/** Takes out of any text what looks like a secret. */
export function redactText(text: string): string {
  if (!ANY_SECRET_TEXT.test(text)) return text;
  let clean = text;
  for (const pattern of SECRET_TEXTS) clean = clean.replace(pattern, `$1${REDACTED}`);
  return clean;
}

function redactFields(line: string): string {
  try {
    const end = line.endsWith("\n") ? "\n" : "";
    return JSON.stringify(JSON.parse(line, (name, value: unknown) => redactField(name, value))) + end;
  } catch {
    return line;
  }
}

function redactField(name: string, value: unknown): unknown {
  if (!SECRET_NAME.test(name.toLowerCase().replace(/[-_. ]/g, ""))) return value;
  // A number is a count or a budget (`result_tokens`), never a token.
  const harmless = value === null || typeof value === "number" || typeof value === "boolean" || value === "";
  return harmless ? value : REDACTED;
}
