/** What kind of failure it is, in the order in which the first match wins. */
export const failureClasses = [
  "permission",
  "oom",
  "timeout",
  "infra",
  "config",
  "dependency",
  "compile",
  "lint",
  "test_failure",
  "unknown",
] as const;

export type FailureClass = (typeof failureClasses)[number];

type Known = Exclude<FailureClass, "unknown">;

const SIGNS: readonly (readonly [Known, RegExp])[] = [
  [
    "permission",
    /permission denied|Permission to \S+ denied|resource not accessible|\b(?:401 Unauthorized|403 Forbidden)\b|(?:HTTP|status|code)[ :=/\d.]*\b(?:401|403)\b|access (?:is |to the resource is )?denied|not authorized|unauthorized|authentication (?:failed|required)|could not read Username|\bE(?:ACCES|PERM)\b|insufficient_scope|denied: /i,
  ],
  [
    "oom",
    /\bKilled\b|exit (?:code|status):? 137\b|heap out of memory|OutOfMemoryError|OOM-?Killed|out of memory|cannot allocate memory|\bENOMEM\b|signal: killed|MemoryError/i,
  ],
  [
    "timeout",
    /maximum execution time|execution took longer|timed? ?out\b|\bETIMEDOUT\b|deadline exceeded|TimeoutE(?:rror|xception)|exceeded timeout/i,
  ],
  [
    "infra",
    /lost communication|shutdown signal|system failure|runner_system_failure|no space left|\bECONN(?:RESET|REFUSED)\b|\bENOTFOUND\b|\bEAI_AGAIN\b|connection (?:reset|refused)|could not resolve host|unknown host|no such host|name resolution|TLS handshake|toomanyrequests|(?:HTTP|status|code)[ :=/\d.]*\b(?:429|5\d\d)\b|\b50[0234] (?:Internal|Bad|Service|Gateway)|cannot connect to the docker daemon/i,
  ],
  [
    "config",
    /invalid workflow|workflow is not valid|yaml[^ ]* (?:error|invalid)|(?:invalid|unknown|unrecognized|unexpected) (?:option|argument|flag|configuration|input)|missing script|command not found|: not found$|no such file or directory|input required and not supplied|(?:required|missing|undefined) (?:environment )?(?:variable|secret|input)|no value for required variable|(?:unsupported|missing required|invalid) (?:argument|block)|undeclared (?:input variable|resource)|error TS(?:5\d{3}|18003)\b/i,
  ],
  [
    "dependency",
    /\bERESOLVE\b|\bE404\b|\bETARGET\b|no matching (?:distribution|version|package)|could not (?:resolve|find|transfer) (?:all |artifact|dependenc|gem|compatible|a version)|could not be resolved|unable to (?:resolve dependenc|locate package)|couldn't find any package|frozen-lockfile|lock ?file .*(?:out of date|not up to date|out of sync)|missing go\.sum|no required module provides|failed to select a version|ModuleNotFoundError|cannot find (?:module|package) '[^./]|peer dep|unmet dependenc|conflicting peer/i,
  ],
  [
    "compile",
    /error TS\d+|error\[E\d+\]|cannot find symbol|compilation (?:error|failure|failed)|could not compile|undefined reference|syntax ?error|\bundefined: |\[build failed\]|:\d+(?::\d+)?: (?:fatal )?error: |unresolved reference|failed to compile/i,
  ],
  [
    "lint",
    /\beslint\b|✖ \d+ problems?|code style issues|would reformat|\bprettier\b|golangci-lint|\bruff\b|\brubocop\b|clippy::|lint(?:ing)? (?:errors?|failed)/i,
  ],
  [
    "test_failure",
    /Assertion(?:Failed)?Error|[Aa]ssertion .*failed|\bassert\b|^\s*(?:--- )?FAIL\b|^(?!> Task ).*\bFAILED\b|\d+ (?:tests? )?fail(?:ed|ures?)\b|failing tests?|[Tt]est(?:s| suites?)? failed|panicked at|^E {3}/m,
  ],
];

/** The first class whose signs are in `text`. */
export function classify(text: string): FailureClass {
  for (const [name, sign] of SIGNS) if (sign.test(text)) return name;
  return "unknown";
}

/** The class that comes first in the order above; `unknown` if there is none. */
export function firstClass(found: Iterable<FailureClass>): FailureClass {
  let best = failureClasses.length - 1;
  for (const name of found) best = Math.min(best, failureClasses.indexOf(name));
  return failureClasses[best] ?? "unknown";
}
