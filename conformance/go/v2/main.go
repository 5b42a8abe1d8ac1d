// Okta's SDK for Go, version 2: written by hand, every parameter by position.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"reflect"
	"strings"

	"github.com/okta/okta-sdk-golang/v2/okta"

	"conformance/lines"
)

func main() {
	settings := []okta.ConfigSetter{
		okta.WithOrgUrl(os.Getenv("COFACTOR_URL")),
		okta.WithTestingDisableHttpsCheck(true),
		okta.WithCache(false),
	}
	_, client, err := okta.NewClient(context.Background(), append(settings, credentials()...)...)
	if err != nil {
		panic(err)
	}
	lines.Answer(func(call lines.Call) (any, error) { return run(reflect.ValueOf(client).Elem(), call) })
}

// credentials are an API token, or what the SDK asks for access tokens with.
func credentials() []okta.ConfigSetter {
	client := os.Getenv("COFACTOR_CLIENT_ID")
	if client == "" {
		return []okta.ConfigSetter{okta.WithToken(os.Getenv("COFACTOR_TOKEN"))}
	}
	return []okta.ConfigSetter{
		okta.WithAuthorizationMode("PrivateKey"),
		okta.WithClientId(client),
		okta.WithScopes(strings.Split(os.Getenv("COFACTOR_SCOPES"), " ")),
		okta.WithPrivateKey(os.Getenv("COFACTOR_PKCS1_KEY")),
		okta.WithPrivateKeyId(os.Getenv("COFACTOR_KEY_ID")),
	}
}

func run(client reflect.Value, call lines.Call) (any, error) {
	named, known := operations[call.Operation]
	if !known {
		return nil, lines.ErrAbsent
	}
	method := client.FieldByName(named.resource).MethodByName(named.method)
	arguments := []reflect.Value{reflect.ValueOf(context.Background())}
	path := named.path
	for at := 1; at < method.Type().NumIn(); at++ {
		wanted := method.Type().In(at)
		if wanted.Kind() == reflect.String {
			arguments = append(arguments, reflect.ValueOf(call.Path[path[0]]))
			path = path[1:]
			continue
		}
		argument, err := argumentOf(wanted, call)
		if err != nil {
			return nil, err
		}
		arguments = append(arguments, argument)
	}
	results := method.Call(arguments)
	if err, failed := results[len(results)-1].Interface().(error); failed {
		// Its text is the summary alone.
		var answered *okta.Error
		if errors.As(err, &answered) {
			return nil, fmt.Errorf("%s %w", answered.ErrorCode, err)
		}
		return nil, err
	}
	if len(results) < 3 {
		return nil, nil
	}
	return results[0].Interface(), nil
}

// argumentOf makes what is not a part of the path: the query, or a body of the type the method wants.
func argumentOf(wanted reflect.Type, call lines.Call) (reflect.Value, error) {
	text := call.Body
	switch {
	case wanted.Kind() == reflect.Interface:
		model := instanceOf(wanted, call)
		var err error
		if len(text) > 0 && (call.Operation == "enrollFactor" || call.Operation == "replacePolicy") {
			err = json.Unmarshal(text, model)
		}
		return reflect.ValueOf(model), err
	case wanted.Kind() == reflect.Pointer:
		text, _ = json.Marshal(call.Query)
		query := reflect.New(wanted.Elem())
		return query, json.Unmarshal(text, query.Interface())
	case len(text) == 0:
		return reflect.Zero(wanted), nil
	}
	body := reflect.New(wanted)
	err := json.Unmarshal(text, body.Interface())
	return body.Elem(), err
}

// instanceOf is the model that an application hands over to be filled.
func instanceOf(wanted reflect.Type, call lines.Call) any {
	if wanted == reflect.TypeFor[okta.Policies]() {
		return okta.NewMultifactorEnrollmentPolicy()
	}
	var kind struct{ FactorType string }
	_ = json.Unmarshal(call.Body, &kind)
	if model, known := factors[kind.FactorType]; known && call.Operation == "enrollFactor" {
		return model()
	}
	return okta.NewUserFactor()
}

var factors = map[string]func() any{
	"sms":                 func() any { return okta.NewSmsUserFactor() },
	"call":                func() any { return okta.NewCallUserFactor() },
	"email":               func() any { return okta.NewEmailUserFactor() },
	"push":                func() any { return okta.NewPushUserFactor() },
	"question":            func() any { return okta.NewSecurityQuestionUserFactor() },
	"token":               func() any { return okta.NewTokenUserFactor() },
	"token:hardware":      func() any { return okta.NewHardwareUserFactor() },
	"token:hotp":          func() any { return okta.NewCustomHotpUserFactor() },
	"token:software:totp": func() any { return okta.NewTotpUserFactor() },
	"u2f":                 func() any { return okta.NewU2fUserFactor() },
	"web":                 func() any { return okta.NewWebUserFactor() },
	"webauthn":            func() any { return okta.NewWebAuthnUserFactor() },
}
