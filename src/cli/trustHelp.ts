/** Instructions for trusting the authority of `dev --https`, one line for each runtime; SSL_CERT_FILE replaces the system's own. */
export function trustHelp(caFile: string): string {
  const file = /^[\w/.:\\-]+$/.test(caFile) ? caFile : `'${caFile.replaceAll("'", "'\\''")}'`;
  const lines = [
    ['Node.js, Bun', `NODE_EXTRA_CA_CERTS=${file}`],
    ['Deno', `DENO_CERT=${file}`],
    ['Python', `SSL_CERT_FILE=${file} REQUESTS_CA_BUNDLE=${file}`],
    ['Go', `SSL_CERT_FILE=${file}`],
    ['Ruby', `SSL_CERT_FILE=${file}`],
    ['PHP', `php -d curl.cainfo=${file} -d openssl.cafile=${file}`],
    ['Java', `keytool -importcert -noprompt -cacerts -storepass changeit -alias cofactor-dev -file ${file}`],
    ['.NET on Linux', `SSL_CERT_FILE=${file}`],
    ['Windows', `certutil -user -addstore Root ${file}`],
    ['macOS', `security add-trusted-cert -r trustRoot -k ~/Library/Keychains/login.keychain-db ${file}`],
    ['curl', `curl --cacert ${file}`],
  ] as const;
  const width = Math.max(...lines.map(([name]) => name.length));
  return [`to be trusted: ${caFile}`, ...lines.map(([name, line]) => `  ${name.padEnd(width)}  ${line}`), ''].join(
    '\n',
  );
}
