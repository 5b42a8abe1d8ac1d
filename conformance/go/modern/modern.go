// Package modern makes calls with the versions of Okta's SDK for Go that are generated: from 3 on, an operation is a
// method that gives a request, which has a method for its body and each part of its query, and Execute.
package modern

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"reflect"
	"strings"

	"conformance/lines"
)

// HTTPClient dials the port of COFACTOR_URL, which these versions of the SDK drop from the URL they are given.
func HTTPClient() *http.Client {
	address, err := url.Parse(os.Getenv("COFACTOR_URL"))
	if err != nil {
		panic(err)
	}
	dial := func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, address.Host)
	}
	return &http.Client{Transport: &http.Transport{DialContext: dial}}
}

// Answer makes the calls it is asked for with a client of the SDK.
func Answer(client any) {
	lines.Answer(func(call lines.Call) (any, error) { return run(reflect.ValueOf(client).Elem(), call) })
}

func run(client reflect.Value, call lines.Call) (any, error) {
	for _, named := range operations[call.Operation] {
		api := client.FieldByName(named.api)
		if !api.IsValid() || api.IsNil() {
			continue
		}
		if method := api.MethodByName(named.method); method.IsValid() {
			return make(method, named, call)
		}
	}
	return nil, lines.ErrAbsent
}

func make(method reflect.Value, named operation, call lines.Call) (any, error) {
	arguments := []reflect.Value{reflect.ValueOf(context.Background())}
	for _, name := range named.path {
		arguments = append(arguments, reflect.ValueOf(call.Path[name]))
	}
	request := method.Call(arguments)[0]
	for name, value := range call.Query {
		text, _ := json.Marshal(value)
		setter := strings.ToUpper(name[:1]) + name[1:]
		if name == "type" {
			setter = "Type_"
		}
		changed, err := set(request, setter, text)
		if err != nil {
			return nil, err
		}
		request = changed
	}
	if len(call.Body) > 0 {
		changed, err := set(request, bodySetter(request, named.body), call.Body)
		if err != nil {
			return nil, err
		}
		request = changed
	}
	results := request.MethodByName("Execute").Call(nil)
	if err, failed := results[len(results)-1].Interface().(error); failed {
		return nil, explained(err)
	}
	if len(results) < 3 {
		return nil, nil
	}
	return results[0].Interface(), nil
}

// bodySetter is the first name that this version has: some bodies are called otherwise in each.
func bodySetter(request reflect.Value, names []string) string {
	for _, name := range names {
		if request.MethodByName(name).IsValid() {
			return name
		}
	}
	return ""
}

// set reads JSON into the model that the setter wants, which is what an application builds by hand.
func set(request reflect.Value, setter string, text json.RawMessage) (reflect.Value, error) {
	method := request.MethodByName(setter)
	if !method.IsValid() {
		return request, fmt.Errorf("the request has no %s", setter)
	}
	model := reflect.New(method.Type().In(0))
	if err := json.Unmarshal(text, model.Interface()); err != nil && !choose(model.Elem(), text) {
		return request, fmt.Errorf("the model for %s: %w", setter, err)
	}
	return method.Call([]reflect.Value{model.Elem()})[0], nil
}

// explained adds what the service said, which the SDK's error keeps apart from its text.
func explained(err error) error {
	var answered interface{ Body() []byte }
	if errors.As(err, &answered) {
		return fmt.Errorf("%w: %.300s", err, answered.Body())
	}
	return err
}
