package modern

import (
	"encoding/json"
	"reflect"
	"strings"
)

// choose fills the one alternative of a model that has a field for every member of the JSON, and the fewest besides, as
// an application does by hand where the SDK cannot tell its alternatives apart.
func choose(model reflect.Value, text json.RawMessage) bool {
	var members map[string]json.RawMessage
	if model.Kind() != reflect.Struct || json.Unmarshal(text, &members) != nil {
		return false
	}
	best := -1
	for at := range model.NumField() {
		kind := model.Field(at).Type()
		if kind.Kind() != reflect.Pointer || !holdsAll(kind.Elem(), members) {
			continue
		}
		if best < 0 || kind.Elem().NumField() < model.Field(best).Type().Elem().NumField() {
			best = at
		}
	}
	if best < 0 {
		return false
	}
	alternative := reflect.New(model.Field(best).Type().Elem())
	if json.Unmarshal(text, alternative.Interface()) != nil {
		return false
	}
	model.SetZero()
	model.Field(best).Set(alternative)
	return true
}

func holdsAll(kind reflect.Type, members map[string]json.RawMessage) bool {
	if kind.Kind() != reflect.Struct {
		return false
	}
	names := map[string]bool{}
	for at := range kind.NumField() {
		name, _, _ := strings.Cut(kind.Field(at).Tag.Get("json"), ",")
		names[name] = true
	}
	for name := range members {
		if !names[name] {
			return false
		}
	}
	return true
}
