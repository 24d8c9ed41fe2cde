export interface Rule {
  readonly score: number;
  readonly sign: RegExp;
}

/** Most lines have none of these words and need no further look. */
export const SUSPICIOUS =
  /error|npm err|fail|except|fatal|panic|traceback|killed|of ?memory|denied|warn|no space|caused by|econn|etimedout|enotfound|eai_again|eacces|enospc|exit|execution|not accessible|forbidden|unauthorized|not found|no such file|assert|\*\*\*|(?:http|status|code)\S* ?[45]\d\d|^e {3}|^e: /i;

/** These rules hold only where the word "error" stands. */
export const ERROR_WORD = /error/i;

export const ERROR_RULES: readonly Rule[] = [
  { score: 10, sign: /[\w\])][:(]\d+(?:[:,]\d+)?\)?\s*[:-]\s*(?:fatal )?error\b/i },
  { score: 10, sign: /\berror TS\d+|\berror\[E\d+\]|\bAssertion(?:Failed)?Error\b|^::error[ :]/ },
  { score: 8, sign: /(?:^|[^\w-])(?:[A-Za-z_][\w.$]*)?error(?:\[[\w-]+\]|\]|\))?\s?:(?!:)/i },
  { score: 8, sign: /^\s*\[?ERROR\b\]?\s/ },
  { score: 7, sign: /\bOutOfMemoryError\b/ },
  { score: 5, sign: /\bnpm error\b/ },
];

/** What makes a line worth showing; the highest score counts. */
export const RULES: readonly Rule[] = [
  { score: 10, sign: /^\s*(?:--- FAIL\b|FAIL\s|panic: )|^Traceback \(most recent call last\)|^E {3,}\S/ },
  { score: 10, sign: /\bassertion .*failed|\bpanicked at / },
  { score: 8, sign: /^\s*Caused by: |^E: |\bFAILED\b|\bBUILD FAILURE\b/ },
  { score: 8, sign: /(?:^|[^\w-])fatal(?: error)?\b\s?:/i },
  { score: 8, sign: /(?:^|[\s.(])[A-Z]\w*Exception\b/ },
  {
    score: 7,
    sign: /^\s*(?:\S+: line \d+: +\d+ )?Killed\b|\bOOM-?Killed\b|\bexit (?:code|status):? 137\b|heap out of memory|signal: killed/,
  },
  { score: 7, sign: /\b(?:ETIMEDOUT|ECONNRESET|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EACCES|ENOSPC)\b|\b[Nn]o space left/ },
  {
    score: 7,
    sign: /maximum execution time|execution took longer|resource not accessible|permission denied|access denied/i,
  },
  {
    score: 7,
    sign: /(?:HTTP(?:\/[\d.]+)?|status(?: code)?|response code)[ :=]+(?:401|403|429|5\d\d)\b|\b(?:401 Unauthorized|403 Forbidden|429 Too Many|50[0234] (?:Internal|Bad|Service|Gateway))/i,
  },
  { score: 6, sign: /\bcommand not found\b|: not found$|\b[Nn]o such file or directory|^\S*make(?:\[\d+\])?: \*\*\* / },
  {
    score: 5,
    sign: /\bnpm ERR!|\bcommand failed\b|(?:exited with|exit|returned a non-zero) (?:code|status):? [1-9]|non-zero exit status [1-9]/i,
  },
  { score: 2, sign: /\bwarn(?:ing)?\b/i },
];

/** A job's death certificate: it names the cause whatever else the log holds. */
export const VERDICTS: readonly (readonly ["oom" | "timeout" | "infra", RegExp])[] = [
  [
    "oom",
    /^##\[error\]Process completed with exit code 137\b|^ERROR: Job failed: .*(?:exit (?:code|status) 137|OOM-?Killed)/i,
  ],
  [
    "timeout",
    /^(?:##\[error\])?The job (?:running on runner .*)?has exceeded the maximum execution time|^ERROR: Job failed: execution took longer/,
  ],
  [
    "infra",
    /^##\[error\](?:The runner has received a shutdown signal|The (?:self-)?hosted runner\b.*lost communication|.*runner.*lost communication)|^ERROR: Job failed \(system failure\)/i,
  ],
];

/** A count of nothing is no failure, unless the same line counts something too. */
export const NOTHING =
  /(?<![\d.])0 (?:errors?|error\(s\)|failed|failures?|failing)\b|\bno errors?\b|\b(?:failures|errors|failed)["']?\s?[:=] ?0\b|^##\[error\]Process completed with exit code|^ERROR: Job failed: (?:command terminated with )?exit (?:code|status)/i;

export const SOMETHING =
  /(?<![\d.])[1-9]\d* (?:errors?|error\(s\)|failed|failures?|failing)\b|\b(?:failures|errors|failed)["']?\s?[:=] ?[1-9]/i;

/** The line speaks of a failure that was met and survived. */
export const SURVIVED =
  /\bretry(?:ing)?\b|\bre-?trying\b|\battempt [1-9]\d* (?:of|\/) ?\d+|\(ignored\)|\bignor(?:ed|ing)\b|\(expected\b|\bexpected[=:] ?true\b|\bwill be an? (?:error|exception)\b/i;

/** A complaint by its own words: a warning that mentions an error is a warning. */
export const WARNING = /^\W*(?:\S+ )?(?:warn(?:ing)?|deprecat\w*|note|info|debug|notice)\b\W|^\(node:\d+\)|\bdeprecat/i;
