import type { SeedFiles } from "../write-history.ts";

const main = `package main

import (
	"log/slog"
	"net/http"
	"os"

	"github.com/harbor/payments/internal/api"
	"github.com/harbor/payments/internal/gateway"
)

func main() {
	client := gateway.New(os.Getenv("PROVIDER_URL"), os.Getenv("PROVIDER_KEY"))
	slog.Info("payments is up", "addr", ":8090")
	if err := http.ListenAndServe(":8090", api.Routes(client)); err != nil {
		slog.Error("stopped", "error", err)
		os.Exit(1)
	}
}
`;

const api = `// Package api is what the shop talks to.
package api

import (
	"encoding/json"
	"errors"
	"net/http"

	"github.com/harbor/payments/internal/gateway"
	"github.com/harbor/payments/internal/idempotency"
)

type intentRequest struct {
	Cents    int64  \`json:"cents"\`
	Currency string \`json:"currency"\`
}

// Routes returns the service's handler.
func Routes(client *gateway.Client) http.Handler {
	mux := http.NewServeMux()
	keys := idempotency.NewStore()
	mux.HandleFunc("POST /intents", func(w http.ResponseWriter, r *http.Request) {
		var in intentRequest
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil || in.Cents <= 0 {
			http.Error(w, "cents must be positive", http.StatusUnprocessableEntity)
			return
		}
		intent, err := keys.Once(r.Header.Get("Idempotency-Key"), func() (gateway.Intent, error) {
			return client.Create(r.Context(), in.Cents, in.Currency)
		})
		if errors.Is(err, gateway.ErrDeclined) {
			http.Error(w, "declined", http.StatusPaymentRequired)
			return
		}
		if err != nil {
			http.Error(w, "provider does not answer", http.StatusBadGateway)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(intent)
	})
	return mux
}
`;

const gateway = `// Package gateway speaks to the payment provider.
package gateway

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// ErrDeclined means that the bank said no.
var ErrDeclined = errors.New("declined")

type Intent struct {
	ID    string \`json:"id"\`
	Cents int64  \`json:"cents"\`
	State string \`json:"state"\`
}

type Client struct {
	url, key string
	http     *http.Client
}

func New(url, key string) *Client {
	return &Client{url: url, key: key, http: &http.Client{Timeout: 8 * time.Second}}
}

// Create makes an intent of so many cents.
func (c *Client) Create(ctx context.Context, cents int64, currency string) (Intent, error) {
	body, err := json.Marshal(map[string]any{"amount": cents, "currency": currency})
	if err != nil {
		return Intent{}, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.url+"/v2/intents", bytes.NewReader(body))
	if err != nil {
		return Intent{}, err
	}
	req.Header.Set("Authorization", "Bearer "+c.key)
	res, err := c.http.Do(req)
	if err != nil {
		return Intent{}, fmt.Errorf("create intent: %w", err)
	}
	defer res.Body.Close()
	if res.StatusCode == http.StatusPaymentRequired {
		return Intent{}, ErrDeclined
	}
	if res.StatusCode != http.StatusCreated {
		return Intent{}, fmt.Errorf("create intent: status %d", res.StatusCode)
	}
	var intent Intent
	return intent, json.NewDecoder(res.Body).Decode(&intent)
}
`;

const idempotency = `// Package idempotency runs things once per key.
package idempotency

import (
	"sync"

	"github.com/harbor/payments/internal/gateway"
)

type Store struct {
	mu   sync.Mutex
	done map[string]gateway.Intent
}

func NewStore() *Store {
	return &Store{done: map[string]gateway.Intent{}}
}

// Once calls f for a new key and returns the first result for a known one. Failures are not kept.
func (s *Store) Once(key string, f func() (gateway.Intent, error)) (gateway.Intent, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if intent, ok := s.done[key]; ok && key != "" {
		return intent, nil
	}
	intent, err := f()
	if err == nil && key != "" {
		s.done[key] = intent
	}
	return intent, err
}
`;

const currency = `// Package currency holds amounts in whole cents.
package currency

import "fmt"

type Cents int64

func (c Cents) String() string {
	sign := ""
	if c < 0 {
		sign, c = "-", -c
	}
	return fmt.Sprintf("%s%d.%02d", sign, c/100, c%100)
}
`;

/** Sources of the service, without the ledger. */
export const goFiles: SeedFiles = {
  "go.mod":
    "module github.com/harbor/payments\n\ngo 1.26\n\nrequire (\n\tgithub.com/jackc/pgx/v5 v5.8.0\n\tgithub.com/stretchr/testify v1.12.0\n\tgolang.org/x/sync v0.20.0\n)\n",
  "cmd/payments/main.go": main,
  "internal/api/api.go": api,
  "internal/gateway/gateway.go": gateway,
  "internal/idempotency/store.go": idempotency,
  "internal/currency/cents.go": currency,
  "README.md":
    "# Payments\n\nMoney in, money out: intents, refunds, the ledger and the settlement report. The shop is its only caller.\n\n    go run ./cmd/payments\n",
  ".github/workflows/test.yml":
    "name: test\non: [push, pull_request]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v6\n      - uses: actions/setup-go@v6\n        with:\n          go-version: 1.26\n      - run: go test -race -v ./...\n",
  ".github/CODEOWNERS": "* @harbor/payments\n",
  Makefile: "test:\n\tgo test -race ./...\n\nrun:\n\tgo run ./cmd/payments\n",
  Dockerfile:
    'FROM golang:1.26 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /payments ./cmd/payments\n\nFROM scratch\nCOPY --from=build /payments /payments\nENTRYPOINT ["/payments"]\n',
};
