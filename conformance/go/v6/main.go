// Okta's SDK for Go, version 6.
package main

import (
	"os"

	"github.com/okta/okta-sdk-golang/v6/okta"

	"conformance/modern"
)

func main() {
	configuration, err := okta.NewConfiguration(
		okta.WithOrgUrl(os.Getenv("COFACTOR_URL")),
		okta.WithToken(os.Getenv("COFACTOR_TOKEN")),
		okta.WithTestingDisableHttpsCheck(true),
		okta.WithCache(false),
		okta.WithHttpClientPtr(modern.HTTPClient()),
	)
	if err != nil {
		panic(err)
	}
	modern.Answer(okta.NewAPIClient(configuration))
}
