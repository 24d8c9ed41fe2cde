import { cargo } from "./cargo.ts";
import { docker } from "./docker.ts";
import { eslint } from "./eslint.ts";
import { goTest } from "./go-test.ts";
import { gradle } from "./gradle.ts";
import { jest } from "./jest.ts";
import { junit } from "./junit.ts";
import { junitVerbose } from "./junit-verbose.ts";
import { maven } from "./maven.ts";
import type { LogParser } from "./parser.ts";
import { pytest } from "./pytest.ts";
import { rspec } from "./rspec.ts";
import { terraform } from "./terraform.ts";
import { tsc } from "./tsc.ts";
import { vitest } from "./vitest.ts";

/** Every framework whose output is understood. */
export const parsers: readonly LogParser[] = [
  jest,
  vitest,
  pytest,
  goTest,
  gradle,
  maven,
  junit,
  junitVerbose,
  rspec,
  cargo,
  tsc,
  eslint,
  docker,
  terraform,
];
