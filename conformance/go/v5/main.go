// Okta's SDK for Go, version 5.
package main

import (
	"os"
	"strings"

	"github.com/okta/okta-sdk-golang/v5/okta"

	"conformance/modern"
)

func main() {
	settings := []okta.ConfigSetter{
		okta.WithOrgUrl(os.Getenv("COFACTOR_URL")),
		okta.WithTestingDisableHttpsCheck(true),
		okta.WithCache(false),
		okta.WithHttpClientPtr(modern.HTTPClient()),
	}
	configuration, err := okta.NewConfiguration(append(settings, credentials()...)...)
	if err != nil {
		panic(err)
	}
	modern.Answer(okta.NewAPIClient(configuration))
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
		okta.WithPrivateKey(os.Getenv("COFACTOR_PRIVATE_KEY")),
		okta.WithPrivateKeyId(os.Getenv("COFACTOR_KEY_ID")),
	}
}
