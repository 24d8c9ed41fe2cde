import type { SeedFiles } from "../write-history.ts";

const codeowners = `# The last match wins.
*                     @harbor/shop
/src/checkout/        @mlind
/src/cart/            @mlind @trenn
/.github/             @mlind
/docs/                @harbor/writers
`;

const pullRequestTemplate = `## Why


## What


## How to try it

- [ ] a test says what changed
- [ ] no price is rounded twice
`;

const bugForm = `name: Bug
description: Something does not work as it should
labels: [bug]
body:
  - type: textarea
    id: happened
    attributes:
      label: What happened
      description: Order number, browser, time
    validations:
      required: true
  - type: textarea
    id: expected
    attributes:
      label: What should have happened
  - type: dropdown
    id: area
    attributes:
      label: Where
      options: [catalogue, cart, checkout, orders, elsewhere]
`;

const featureTemplate = `---
name: Feature
about: Something customers or we would use
labels: enhancement
---

**Who needs it, and when**

**What is in the way today**

**What would be enough**
`;

const testWorkflow = `name: test
on:
  push:
    branches: [main]
  pull_request:
permissions:
  contents: read
jobs:
  test:
    runs-on: ubuntu-latest
    timeout-minutes: 20
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with:
          node-version: 24
          cache: npm
      - run: npm ci
      - run: npm run types
      - run: npx vitest run
`;

const bundleWorkflow = `name: bundle
on:
  push:
    branches: [main]
  workflow_dispatch:
    inputs:
      mode:
        description: Vite mode
        type: choice
        options: [production, staging]
        default: production
      sourcemap:
        description: Keep source maps
        type: boolean
        default: false
jobs:
  bundle:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
      - run: npm ci
      - run: npm run build
`;

const endToEndWorkflow = `name: end-to-end
on:
  schedule:
    - cron: "20 3 * * *"
  workflow_dispatch:
jobs:
  end-to-end:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
      - run: npm ci
      - run: npx playwright test --workers=4
`;

/** Everything below .github. */
export const githubFiles: SeedFiles = {
  ".github/CODEOWNERS": codeowners,
  ".github/pull_request_template.md": pullRequestTemplate,
  ".github/ISSUE_TEMPLATE/bug.yml": bugForm,
  ".github/ISSUE_TEMPLATE/feature.md": featureTemplate,
  ".github/ISSUE_TEMPLATE/config.yml":
    "blank_issues_enabled: true\ncontact_links:\n  - name: Question about an order\n    url: https://harbor.example/help\n    about: Support answers within a day\n",
  ".github/workflows/test.yml": testWorkflow,
  ".github/workflows/bundle.yml": bundleWorkflow,
  ".github/workflows/end-to-end.yml": endToEndWorkflow,
};
