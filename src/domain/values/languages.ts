/** ISO 639-1, all of it. */
const languages = new Set(
  (
    'aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en ' +
    'eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ' +
    'ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ' +
    'ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st ' +
    'su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu'
  ).split(' '),
);

/** A language of its own or a regional form of one (fact 178): `nl`, `nl_NL`, `zh-Hant-TW`, `es-419`. */
const form = /^([a-z]{2})(?:[-_][a-z]{4})?(?:[-_](?:[a-z]{2}|\d{3}))?$/i;

/** Whether translations can be kept under this name. */
export const isLanguage = (name: string): boolean => languages.has(form.exec(name)?.[1]?.toLowerCase() ?? '');

/** One language, one text, however it is written: `nl_NL` and `NL-nl` are the same. */
export const foldLanguage = (name: string): string => name.replaceAll('_', '-').toLowerCase();

/** As BCP 47 wants it, for voices and `lang` attributes: `nl_nl` is `nl-NL`. */
export const languageTag = (name: string): string =>
  Intl.getCanonicalLocales(name.replaceAll('_', '-'))[0] ?? foldLanguage(name);

/** The languages of an `Accept-Language` header, folded, the most wanted first (RFC 9110 section 12.5.4). */
export function wantedLanguages(header: string): readonly string[] {
  return header
    .split(',')
    .map((range) => /^\s*([a-z0-9_*-]{1,35})\s*(?:;\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/i.exec(range))
    .flatMap((match) => (match?.[1] ? [{ language: foldLanguage(match[1]), quality: Number(match[2] ?? 1) }] : []))
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ language }) => language);
}
