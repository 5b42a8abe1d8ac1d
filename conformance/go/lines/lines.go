// Package lines is the way a client program is asked for calls: one line of JSON for each, and one line back.
package lines

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
)

// Call is one call that is to be made with the SDK.
type Call struct {
	Operation string            `json:"operation"`
	Path      map[string]string `json:"path"`
	Query     map[string]any    `json:"query"`
	Body      json.RawMessage   `json:"body"`
	// WriteBack says that the body is what the call before gave.
	WriteBack bool `json:"writeBack"`
}

type reply struct {
	Client    string `json:"client"`
	Operation string `json:"operation"`
	Result    string `json:"result"`
	Value     any    `json:"value"`
	Error     string `json:"error,omitempty"`
}

// ErrAbsent is what a call fails with that the SDK does not have.
var ErrAbsent = fmt.Errorf("the SDK has no such operation")

// Answer makes every call that is asked for, until there is no more.
func Answer(run func(Call) (any, error)) {
	client := os.Getenv("COFACTOR_CLIENT")
	input := bufio.NewScanner(os.Stdin)
	input.Buffer(nil, 1<<24)
	output := json.NewEncoder(os.Stdout)
	var last json.RawMessage
	for input.Scan() {
		var call Call
		if err := json.Unmarshal(input.Bytes(), &call); err != nil {
			panic(err)
		}
		if call.WriteBack {
			call.Body = last
		}
		said := reply{Client: client, Operation: call.Operation}
		last = nil
		value, err := guarded(run, call)
		if err == nil {
			// A model that cannot be written down again is a failure of the call as well.
			last, err = json.Marshal(value)
		}
		switch err {
		case nil:
			said.Result, said.Value = "passed", last
		case ErrAbsent:
			said.Result = "absent"
		default:
			said.Result, said.Error = "failed", err.Error()
		}
		if err := output.Encode(said); err != nil {
			panic(err)
		}
	}
}

func guarded(run func(Call) (any, error), call Call) (value any, err error) {
	defer func() {
		if panicked := recover(); panicked != nil {
			err = fmt.Errorf("panic: %v", panicked)
		}
	}()
	return run(call)
}
