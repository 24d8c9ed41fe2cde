import type { License } from "./repository.ts";

/** Licenses that `license_template` can name, with the text that goes into LICENSE. */
export const licenses: Readonly<Record<string, License & { text: string }>> = {
  mit: {
    key: "mit",
    name: "MIT License",
    spdxId: "MIT",
    text: "MIT License\n\nPermission is hereby granted, free of charge, to any person obtaining a copy.\n",
  },
  "apache-2.0": {
    key: "apache-2.0",
    name: "Apache License 2.0",
    spdxId: "Apache-2.0",
    text: "Apache License\nVersion 2.0, January 2004\n",
  },
  "bsd-3-clause": {
    key: "bsd-3-clause",
    name: 'BSD 3-Clause "New" or "Revised" License',
    spdxId: "BSD-3-Clause",
    text: "BSD 3-Clause License\n",
  },
};

/** What `gitignore_template` puts into .gitignore. */
export const gitignores: Readonly<Record<string, string>> = {
  Node: "node_modules/\ndist/\n*.log\n.env\n",
  Go: "*.exe\n*.test\n*.out\nvendor/\n",
  Python: "__pycache__/\n*.pyc\n.venv/\n",
};
