import type { LogScript } from "./script-log.ts";

export interface Checkout {
  readonly repository: string;
  readonly ref: string;
  readonly sha: string;
}

/** What every job on a hosted runner starts with. */
export function setUpJob(log: LogScript, job: string): void {
  log.step("Set up job");
  log.line(`Current runner version: '2.331.0'`);
  log.group("Runner Image Provisioner", [
    "Hosted Compute Agent",
    "Version: 20260211.482",
    "Build Date: 2026-02-11T16:40:00Z",
  ]);
  log.group("Operating System", ["Ubuntu", "24.04.3", "LTS"]);
  log.group("Runner Image", ["Image: ubuntu-24.04", "Version: 20260223.41.1"]);
  log.group("GITHUB_TOKEN Permissions", ["Contents: read", "Metadata: read", "PullRequests: read"]);
  log.line("Secret source: Actions");
  log.line("Prepare workflow directory");
  log.line("Prepare all required actions");
  log.line("Getting action download info");
  log.line("Download action repository 'actions/checkout@v6' (SHA:08c6903cd8c0fde910a37f88322edcfb5dd907a8)");
  log.line(`Complete job name: ${job}`);
}

/** `actions/checkout`: the git chatter with its progress lines, which overwrite themselves by `\r`. */
export function checkout(log: LogScript, { repository, ref, sha }: Checkout): void {
  log.step("Run actions/checkout@v6");
  log.group("Run actions/checkout@v6", [
    "with:",
    `  repository: ${repository}`,
    "  token: ***",
    "  fetch-depth: 1",
    "  persist-credentials: true",
    "  set-safe-directory: true",
  ]);
  log.line(`Syncing repository: ${repository}`);
  log.group("Getting Git version info", [
    `Working directory is '/home/runner/work/${repository.split("/")[1] ?? ""}'`,
    "[command]/usr/bin/git version",
    "git version 2.53.0",
  ]);
  log.group("Fetching the repository", [
    `[command]/usr/bin/git -c protocol.version=2 fetch --no-tags --prune --depth=1 origin +${sha}:${ref}`,
    "remote: Counting objects:  12% (19/157)\rremote: Counting objects:  58% (92/157)\rremote: Counting objects: 100% (157/157), done.",
    "remote: Compressing objects:  40% (55/136)\rremote: Compressing objects: 100% (136/136), done.",
    "Receiving objects:  33% (52/157)\rReceiving objects: 100% (157/157), 318.22 KiB | 6.11 MiB/s, done.",
    `From https://github.com/${repository}`,
    ` * [new ref]         ${sha} -> ${ref}`,
  ]);
  log.pause(700);
  log.line("[command]/usr/bin/git log -1 --format=%H");
  log.line(sha);
}

const CLEAN_UP = [
  "Post job cleanup.",
  "[command]/usr/bin/git version",
  "git version 2.53.0",
  "[command]/usr/bin/git config --local --name-only --get-regexp core\\.sshCommand",
  "[command]/usr/bin/git config --local --unset-all http.https://github.com/.extraheader",
];

/** How many lines `cleanUp` writes. */
export const CLEAN_UP_LINES = CLEAN_UP.length + 1;

/** What runs after a failed step too. */
export function cleanUp(log: LogScript): void {
  log.step("Post Run actions/checkout@v6");
  for (const text of CLEAN_UP) log.line(text);
  log.step("Complete job");
  log.line("Cleaning up orphan processes");
}
