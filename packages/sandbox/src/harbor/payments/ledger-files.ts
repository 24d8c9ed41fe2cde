import type { SeedFiles } from "../write-history.ts";

const entry = `// Package ledger books what happened to the money.
package ledger

import "time"

type Kind string

const (
	Charge Kind = "charge"
	Refund Kind = "refund"
	Fee    Kind = "fee"
)

// Entry is one booking in cents; fees and refunds are negative.
type Entry struct {
	At     time.Time
	Order  string
	Kind   Kind
	Amount int64
}
`;

const refund = `package ledger

import "time"

// Payment is what a refund refers to.
type Payment struct {
	Order string
	Cents int64
	Fee   int64
}

// BookRefund returns the entries of a full or partial refund. The provider gives back the share of its fee that belongs
// to the refunded part.
func BookRefund(p Payment, cents int64, at time.Time) []Entry {
	share := (p.Fee*cents + p.Cents/2) / p.Cents
	return []Entry{
		{At: at, Order: p.Order, Kind: Refund, Amount: -cents},
		{At: at, Order: p.Order, Kind: Fee, Amount: share},
	}
}
`;

/** Line 31 is where the seeded run fails. */
const refundTest = `package ledger

import (
	"testing"
	"time"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func fee(entries []Entry) int64 {
	for _, e := range entries {
		if e.Kind == Fee {
			return e.Amount
		}
	}
	return 0
}

func TestFullRefundReturnsFee(t *testing.T) {
	entries := BookRefund(Payment{Order: "1", Cents: 5000, Fee: 105}, 5000, noon)
	if got := fee(entries); got != 105 {
		t.Errorf("fee share = %d, want 105", got)
	}
}

func TestPartialRefundSplitsFee(t *testing.T) {
	// 105 * 1460 / 5000 = 30.66, and the provider cuts to whole cents:
	// harbor/payments#1.
	entries := BookRefund(Payment{Order: "1", Cents: 5000, Fee: 105}, 1460, noon)
	if got := fee(entries); got != 30 {
		t.Errorf("fee share = %d, want 30", got)
	}
}
`;

const settlement = `// Package settlement sums up a day for the accountants.
package settlement

import "github.com/harbor/payments/internal/ledger"

// Total is the sum of all entries of one kind.
func Total(entries []ledger.Entry, kind ledger.Kind) int64 {
	var sum int64
	for _, e := range entries {
		if e.Kind == kind {
			sum += e.Amount
		}
	}
	return sum
}
`;

const invoice = `// Package invoice rounds as the law wants it: once per line.
package invoice

import "math"

type Line struct {
	UnitCents int64
	Quantity  int64
	Discount  float64
}

func (l Line) Cents() int64 {
	return int64(math.Round(float64(l.UnitCents*l.Quantity) * (1 - l.Discount)))
}
`;

const webhook = `// Package webhook takes the provider's notices.
package webhook

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
)

// Valid tells whether a notice comes from the provider. It compares in constant time.
func Valid(secret, body []byte, signature string) bool {
	mac := hmac.New(sha256.New, secret)
	mac.Write(body)
	got, err := hex.DecodeString(signature)
	return err == nil && hmac.Equal(mac.Sum(nil), got)
}
`;

/** Ledger, settlement, invoice and webhooks. */
export const ledgerFiles: SeedFiles = {
  "internal/ledger/entry.go": entry,
  "internal/ledger/refund.go": refund,
  "internal/ledger/refund_test.go": refundTest,
  "internal/settlement/total.go": settlement,
  "internal/invoice/line.go": invoice,
  "internal/webhook/signature.go": webhook,
};
